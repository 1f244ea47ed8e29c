namespace Anchorage.Benchmarks.Results;

/// <summary>One line of bench/results.json. Values are in <paramref name="Unit"/>; those that do not apply are null.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Ours">The product: the median, where there are several values.</param>
/// <param name="Reference">The yardstick in the same run, by the same rule.</param>
/// <param name="ReferenceName">What the yardstick is.</param>
/// <param name="Ratio">Ours divided by the reference.</param>
/// <param name="Goal">What ours must reach, as text; null when none was set.</param>
/// <param name="N">Number of values of ours.</param>
/// <param name="P50">Median of ours.</param>
/// <param name="P95">95th percentile of ours.</param>
/// <param name="P99">99th percentile of ours.</param>
/// <param name="Unit">Unit of all values.</param>
/// <param name="AllocatedBytes">Bytes allocated per operation.</param>
/// <param name="Note">How it was taken, in one sentence.</param>
/// <param name="Command">The command that repeats it.</param>
/// <param name="Engine">The Orleans engine.</param>
/// <param name="Commit">The commit that was built.</param>
/// <param name="Date">When it ended.</param>
/// <param name="Cores">Cores of the machine.</param>
/// <param name="Load">Load average over one minute when it began: above the number of cores, others were at work.</param>
internal sealed record Measurement(
    string What,
    double? Ours,
    double? Reference,
    string? ReferenceName,
    double? Ratio,
    string? Goal,
    int N,
    double? P50,
    double? P95,
    double? P99,
    string Unit,
    double? AllocatedBytes,
    string Note,
    string Command,
    string Engine,
    string Commit,
    DateTimeOffset Date,
    int Cores,
    double Load);
