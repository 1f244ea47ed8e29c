using System.Globalization;
using Anchorage.Benchmarks.Running;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Anchorage.Benchmarks.Code;

/// <summary>Measurements of single pieces with BenchmarkDotNet, inside this process: a generated project would not know which engine the build chose.</summary>
internal static class CodeSuite
{
    private const double NanosecondsPerSecond = 1e9;

    private static readonly Dictionary<string, (string What, string Note)> Described = new(StringComparer.Ordinal)
    {
        [nameof(GrainCallBenchmarks.OneCaller)] = ("grain calls, 1 caller", "Hosted client to a grain that answers at once, one call after the other, silo composed as the server does it."),
        [nameof(GrainCallBenchmarks.ManyCallers)] = ("grain calls, 256 callers", "The same with 256 callers, each on a grain of its own."),
        [nameof(FrameBenchmarks.LinkFrameWrite)] = ("link frame, encode", "A progress message of an operation to JSON."),
        [nameof(FrameBenchmarks.LinkFrameRead)] = ("link frame, decode", "The same back to its record."),
        [nameof(FrameBenchmarks.KeystrokeDecode)] = ("terminal frame of one keystroke, decode", "Cut from the byte stream between agent and terminal host."),
        [nameof(FrameBenchmarks.OutputDecode)] = ("terminal frame of 32 KiB, decode", "The same with a full frame of output."),
        [nameof(AccessBenchmarks.OwnInstance)] = ("access decision, own instance", "Rules alone, rights at hand."),
        [nameof(AccessBenchmarks.ForeignInstance)] = ("access decision, refused", "Somebody else's instance."),
        [nameof(FanOutBenchmarks.Publish)] = ("event through feed and stream", "Published one after the other until all subscribers in the process had them."),
    };

    public static int Run(BenchRun run)
    {
        int failed = 0;
        foreach (Type type in new[] { typeof(GrainCallBenchmarks), typeof(FrameBenchmarks), typeof(AccessBenchmarks), typeof(FanOutBenchmarks) })
        {
            run.Stopping.ThrowIfCancellationRequested();
            run.Begin(type.Name);
            Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(run.Count(3, 1)).WithIterationCount(run.Count(10, 2));
            ManualConfig config = ManualConfig.CreateEmpty().AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).AddLogger(NullLogger.Instance)
                .AddColumnProvider(DefaultColumnProviders.Instance).WithArtifactsPath(Path.Combine(Machine.Root, "artifacts", "bench"));
            foreach (BenchmarkReport report in BenchmarkRunner.Run(type, config).Reports)
            {
                failed += Put(run, report) ? 0 : 1;
            }
        }

        return failed;
    }

    private static bool Put(BenchRun run, BenchmarkReport report)
    {
        string method = report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
        (string what, string note) = Described[method];
        if (report.BenchmarkCase.Parameters.Items is [{ } parameter, ..])
        {
            what += string.Create(CultureInfo.InvariantCulture, $", {parameter.Value} subscribers");
        }

        if (report.ResultStatistics is not { } statistics)
        {
            Console.Error.WriteLine($"   {what} FAILED: BenchmarkDotNet has no result.");
            return false;
        }

        long? bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);
        bool perSecond = method is nameof(GrainCallBenchmarks.OneCaller) or nameof(GrainCallBenchmarks.ManyCallers) or nameof(FanOutBenchmarks.Publish);
        double value = perSecond ? NanosecondsPerSecond / statistics.Median : statistics.Median;
        run.Put(what, perSecond ? "per second" : "ns", value, null, note + " Median.", statistics.N, bytes);
        return true;
    }
}
