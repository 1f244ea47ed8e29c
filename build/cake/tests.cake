// Runs every test project by its own program (xUnit v3 builds one), each with a time limit.
// ANCHORAGE_TEST_LIMIT sets another limit, in seconds.
TimeSpan LimitOf(string project) =>
    int.TryParse(System.Environment.GetEnvironmentVariable("ANCHORAGE_TEST_LIMIT"), out var seconds) ? TimeSpan.FromSeconds(seconds)
    : TimeSpan.FromMinutes(project.StartsWith("EndToEnd", StringComparison.Ordinal) ? 20 : project.StartsWith("NodeAgent", StringComparison.Ordinal) ? 15 : 12);

List<SuiteResult> RunTestProjects(string projectFilter, string testFilter)
{
    var engine = Engine();
    System.IO.Directory.CreateDirectory(Artifacts("test-results"));
    foreach (var old in System.IO.Directory.EnumerateFiles(Artifacts("test-results"))) System.IO.File.Delete(old);
    var projects = System.IO.Directory.EnumerateFiles(System.IO.Path.Combine(Root, "test"), "*.Tests.csproj", System.IO.SearchOption.AllDirectories)
        .Select(System.IO.Path.GetFileNameWithoutExtension)
        .Where(project => project.Contains(projectFilter, StringComparison.OrdinalIgnoreCase))
        .OrderBy(project => project, StringComparer.Ordinal).ToList();
    if (projects.Count == 0) throw new CakeException($"No test project's name contains '{projectFilter}'");
    var results = new List<SuiteResult>();
    // The one named exception to "nothing is skipped": a cluster of silos needs the real packages.
    if (engine != "packages" && projects.Remove("Cluster.Tests")) Say("== Cluster.Tests  NOT RUN: Orleans packages not restored");

    // The agent's tests wait for the engine more than they compute, so the others run beside them. End to end comes alone: it needs both processors.
    var waiting = projects.Where(project => project.StartsWith("NodeAgent", StringComparison.Ordinal)).ToList();
    var alone = projects.Where(project => project.StartsWith("EndToEnd", StringComparison.Ordinal)).ToList();
    var beside = System.Threading.Tasks.Task.Run(() => waiting.Select(project => RunTestProject(project, engine, testFilter)).ToList());
    results.AddRange(projects.Except(waiting).Except(alone).Select(project => RunTestProject(project, engine, testFilter)).ToList());
    results.AddRange(beside.GetAwaiter().GetResult());
    results.AddRange(alone.Select(project => RunTestProject(project, engine, testFilter)).ToList());
    return results;
}

SuiteResult RunTestProject(string project, string engine, string testFilter)
{
    Say(string.Format("== {0} ({1})", project, engine));
    var name = $"{project}.{engine}";
    var xml = Artifacts("test-results", name + ".xml");
    var start = new System.Diagnostics.ProcessStartInfo(Artifacts(engine, "bin", project, "release", "Anchorage." + project))
    {
        WorkingDirectory = Root,
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
    };
    string[] arguments = ["-noLogo", "-noColor", "-noAutoReporters", "-longRunning", $"{(int)Math.Min(60, LimitOf(project).TotalSeconds / 3)}", "-trx", Artifacts("test-results", name + ".trx"), "-xml", xml];
    foreach (var argument in arguments) start.ArgumentList.Add(argument);
    if (testFilter.Contains('=')) { start.ArgumentList.Add("-trait"); start.ArgumentList.Add(testFilter); }
    else if (testFilter != "") { start.ArgumentList.Add("-method"); start.ArgumentList.Add($"*{testFilter}*"); }

    if (!System.IO.File.Exists(start.FileName)) return new(project, 0, 1, 0, [], [$"{project}: {start.FileName} was not built; is the project in Orleans.sln?"]);
    var watch = System.Diagnostics.Stopwatch.StartNew();
    using var process = System.Diagnostics.Process.Start(start);
    using var log = System.IO.TextWriter.Synchronized(new System.IO.StreamWriter(Artifacts("test-results", name + ".log")) { AutoFlush = true });
    var running = "";
    void Take(string line)
    {
        if (line == null) return;
        log.WriteLine(line);
        if (line.Contains("[Long Running Test]", StringComparison.OrdinalIgnoreCase)) running = line.Trim();
        else if (line.Contains("[PASS]") || string.IsNullOrWhiteSpace(line)) return;
        Console.Out.WriteLine($"  {project}: {line}");
    }
    process.OutputDataReceived += (_, data) => Take(data.Data);
    process.ErrorDataReceived += (_, data) => Take(data.Data);
    process.BeginOutputReadLine();
    process.BeginErrorReadLine();
    process.StandardInput.Close();
    var error = "";
    if (!process.WaitForExit((int)LimitOf(project).TotalMilliseconds))
    {
        process.Kill(entireProcessTree: true);
        error = $"Stopped after {LimitOf(project).TotalSeconds:0} s; still running: {(running == "" ? "unknown" : running)}.";
    }
    process.WaitForExit();
    if (error == "" && process.ExitCode != 0) error = $"Exit code {process.ExitCode}, see artifacts/test-results/{name}.log.";
    var result = ReadXunit(project, xml, error);
    Say(string.Format("   {4}: {0} passed, {1} failed, {2} skipped in {3:0} s", result.Passed, result.Failed, result.Skipped, watch.Elapsed.TotalSeconds, project));
    return result;
}
