using Anchorage.Benchmarks.Results;
using Anchorage.Silo;

namespace Anchorage.Benchmarks.Running;

/// <summary>One run of the program: how much is measured, and where results go.</summary>
internal sealed class BenchRun : IDisposable
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(30);
    private readonly bool _quick;
    private readonly ResultFile _results;
    private readonly string _command;
    private readonly CancellationTokenSource _limit;
    private readonly string _commit = Machine.Commit();
    private double _load = Machine.Load();

    public BenchRun(bool quick, ResultFile results, string command, CancellationToken stopping)
    {
        (_quick, _results, _command) = (quick, results, command);
        _limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _limit.CancelAfter(LongestRun);
    }

    /// <summary>Signalled by Ctrl-C, and when the run takes longer than it may.</summary>
    public CancellationToken Stopping => _limit.Token;

    /// <summary>How many of something: fewer in a quick run.</summary>
    public int Count(int full, int few) => _quick ? few : full;

    /// <summary>Takes note of the load under which the next values are taken.</summary>
    public void Begin(string title)
    {
        _load = Machine.Load();
        Say($"== {title} (load {_load:0.0})");
    }

    public void Say(string line) => Console.Out.WriteLine(line);

    /// <summary>Writes values beside those of a reference; the ratio is that of the medians.</summary>
    public void Put(string what, string unit, Samples ours, Samples? reference, string? referenceName, string? goal, string note) => Write(new Measurement(
        what, Round(ours.Median), reference is null ? null : Round(reference.Median), referenceName, reference is null ? null : Round(ours.Median / reference.Median),
        goal, ours.Count, Round(ours.Median), Round(ours.Percentile(95)), Round(ours.Percentile(99)), unit, null, note,
        _command, EngineInfo.Name, _commit, Now(), Machine.Cores, Round(_load)));

    /// <summary>Writes one value.</summary>
    public void Put(string what, string unit, double? value, string? goal, string note, int n = 1, double? allocatedBytes = null, double? reference = null, string? referenceName = null) =>
        Write(new Measurement(
            what, value is { } v ? Round(v) : null, reference is { } r ? Round(r) : null, referenceName, value / reference is { } ratio ? Round(ratio) : null, goal, n, null, null, null, unit,
            allocatedBytes, note, _command, EngineInfo.Name, _commit, Now(), Machine.Cores, Round(_load)));

    public void Dispose() => _limit.Dispose();

    private static double Round(double value) => Math.Abs(value) >= 100 ? Math.Round(value, 1) : Math.Round(value, 4);

    private static DateTimeOffset Now()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }

    private void Write(Measurement m)
    {
        _results.Put(m);
        string reference = m.ReferenceName is null ? string.Empty : $"; {m.ReferenceName} {m.Reference:0.###}, ratio {m.Ratio:0.###}";
        Say($"   {m.What}: {m.Ours:0.###} {m.Unit} (p95 {m.P95:0.###}, p99 {m.P99:0.###}, n {m.N}){reference}{(m.Goal is null ? string.Empty : $"; goal {m.Goal}")}");
    }
}
