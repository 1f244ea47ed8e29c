using System.CommandLine;
using Anchorage.Benchmarks.Code;
using Anchorage.Benchmarks.Paths;
using Anchorage.Benchmarks.Results;
using Anchorage.Benchmarks.Running;

Option<bool> quick = new("--quick") { Description = "Few values, in under two minutes; results go to artifacts/bench/quick.json and no report is made." };
Argument<string[]> names = new("names") { Description = $"Which paths ({string.Join(", ", PathSuite.Names)}; only by name: {string.Join(", ", PathSuite.OnDemand)}); all of the first without one.", Arity = ArgumentArity.ZeroOrMore };
names.AcceptOnlyFromAmong([.. PathSuite.Names, .. PathSuite.OnDemand]);
ResultFile kept = new(Path.Combine(Machine.Root, "bench", "results.json"));

Command code = new("code", "Pieces of code: grain calls, frames, access rules, event fan-out (BenchmarkDotNet).") { quick };
code.SetAction((result, stopping) =>
{
    using BenchRun run = New(result.GetValue(quick), "./build.sh bench code", stopping);
    return Task.FromResult(CodeSuite.Run(run));
});

Command paths = new("paths", "The delivered programs, started, measured and stopped.") { names, quick };
paths.SetAction(async (result, stopping) =>
{
    using BenchRun run = New(result.GetValue(quick), "./build.sh bench paths", stopping);
    return await PathSuite.RunAsync(run, result.GetValue(names) is { Length: > 0 } some ? some : PathSuite.Names);
});

Command report = new("report", "Makes docs/performance.md from bench/results.json.");
report.SetAction(_ => WriteReport());

RootCommand root = new("Measures Anchorage. Without a command: paths, code and report.") { code, paths, report, quick };
root.SetAction(async (result, stopping) =>
{
    bool few = result.GetValue(quick);
    using BenchRun onPaths = New(few, "./build.sh bench paths", stopping);
    int failed = await PathSuite.RunAsync(onPaths, PathSuite.Names);
    using BenchRun onCode = New(few, "./build.sh bench code", stopping);
    failed += CodeSuite.Run(onCode);
    if (!few)
    {
        WriteReport();
    }

    return failed;
});
return Math.Min(await root.Parse(args).InvokeAsync(), 1);

BenchRun New(bool few, string command, CancellationToken stopping) =>
    new(few, few ? new ResultFile(Path.Combine(Machine.Root, "artifacts", "bench", "quick.json")) : kept, command, stopping);

void WriteReport() => File.WriteAllText(Path.Combine(Machine.Root, "docs", "performance.md"), Report.Make(kept.Read()));
