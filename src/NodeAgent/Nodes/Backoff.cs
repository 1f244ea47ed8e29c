namespace Anchorage.NodeAgent.Nodes;

/// <summary>Delays between connects: 0.5 s doubled up to 60 s, each drawn evenly from zero to that (full jitter), so that agents do not return in step.</summary>
/// <param name="random">Chance; tests give their own.</param>
internal sealed class Backoff(Random random)
{
    /// <summary>The longest delay.</summary>
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private int _failures;

    /// <summary>Failures since the last success.</summary>
    public int Failures => _failures;

    /// <summary>The next delay.</summary>
    public TimeSpan Next() => Ceiling(_failures++) * random.NextDouble();

    /// <summary>The delay after another connection took this node's place: long, since two programs with one identity would replace each other for ever.</summary>
    public TimeSpan NextAfterReplaced() => (Cap / 2) + (Cap / 2 * random.NextDouble());

    /// <summary>The link worked.</summary>
    public void Reset() => _failures = 0;

    private static TimeSpan Ceiling(int failures) => failures >= 7 ? Cap : First * (1 << failures);
}
