namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>What a test needs of the machine. Missing parts skip it on a user's machine and fail it in CI.</summary>
internal static class Needs
{
    private static readonly Lazy<string?> Engine = new(FindEngineProblem);

    public static string? DockerProblem => Engine.Value;

    public static string? BrowserProblem =>
        !File.Exists(Chromium.Path) ? $"no {Chromium.Path}: apt-get install chromium"
        : !File.Exists(Path.Combine(Repository.WebRoot, "index.html")) ? "the dashboard is not built: ./build.sh dashboard"
        : null;

    public static void Docker() => Demand(DockerProblem);

    public static void Browser() => Demand(BrowserProblem);

    public static void AgentPackage() => Demand(
        File.Exists(Path.Combine(Repository.Packages, "anchorage-agent-linux-x64.tar.gz")) ? null : "the agent is not packed: ./build.sh publish");

    public static void Program(string name) => Demand(Tool.Find(name) is null ? $"{name} is not on PATH: apt-get install {name}" : null);

    private static void Demand(string? problem)
    {
        if (problem is not null && Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
        {
            Assert.Fail(problem);
        }

        Assert.SkipWhen(problem is not null, problem ?? string.Empty);
    }

    private static string? FindEngineProblem()
    {
        if (Tool.Find("ssh") is null || Tool.Find("ssh-keygen") is null)
        {
            return "no OpenSSH client: apt-get install openssh-client";
        }

        if (Tool.Find("docker") is null)
        {
            return "no docker client: apt-get install docker.io";
        }

        var run = Tool.RunAsync("docker", "image", "inspect", "-f", "{{.Id}}", Installation.Image).GetAwaiter().GetResult();
        return run.Code == 0 ? null
            : run.Output.Contains("No such image", StringComparison.OrdinalIgnoreCase) ? $"no image {Installation.Image}: bash build/setup/instance-image.sh"
            : "no Docker Engine: " + run.Output;
    }
}
