// Tasks behind ./build.sh; see ./build.sh help. Each file under build/cake holds one concern.
#load build/cake/paths.cake
#load build/cake/dashboard.cake
#load build/cake/results.cake
#load build/cake/tests.cake
#load build/cake/gate.cake

var target = Argument("target", "Build");
var projectFilter = Argument("project", "");
var testFilter = Argument("filter", "");

Task("Build").Does(() =>
{
    Dotnet("build", "Orleans.sln", "-c", "Release", "-v", "quiet", "-clp:NoSummary");
    Say($"Orleans engine: {Engine()}");
});

Task("Dashboard").Does(() => BuildDashboard());

Task("Publish").IsDependentOn("Dashboard").Does(() => PublishPrograms());

Task("Test").IsDependentOn("Dashboard").IsDependentOn("Build").Does(() =>
{
    // The end-to-end tests paste the onboarding line on a machine without .NET, which fetches the very package of a release.
    if ("EndToEnd.Tests".Contains(projectFilter, StringComparison.OrdinalIgnoreCase)) PackPrograms("agent");
    var results = RunTestProjects(projectFilter, testFilter);
    if (projectFilter == "" && testFilter == "")
    {
        results.AddRange(TestDashboard());
        results.Add(AcceptanceGate(results));
    }
    Close(results);
});

Task("Bench").IsDependentOn("Build").Does(() =>
    Dotnet([Artifacts(Engine(), "bin", "Benchmarks", "release", "Benchmarks.dll"), .. Argument("arguments", "").Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

Task("Sim").Does(() =>
{
    Dotnet("build", "test/Grains.Tests/Grains.Tests.csproj", "-c", "Release", "-v", "quiet", "-clp:NoSummary");
    Close(RunTestProjects("Grains.Tests", "kind=simulation"));
});

RunTarget(target);
