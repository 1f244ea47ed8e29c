namespace Anchorage.NodeAgent.Nodes;

/// <summary>Delays between connects: 0.5 s doubled up to a cap, each drawn evenly from zero to that (full jitter), so that agents do not return in step.</summary>
/// <param name="random">Chance; tests give their own.</param>
/// <param name="cap">The longest delay: <see cref="Cap"/> or <see cref="LocalCap"/>.</param>
internal sealed class Backoff(Random random, TimeSpan cap)
{
    /// <summary>The longest delay of an agent on another machine than the server.</summary>
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(60);

    /// <summary>The longest delay of an agent beside its server: there is one of it, so it cannot overrun a server that starts, and whoever restarts the server waits for it.</summary>
    public static readonly TimeSpan LocalCap = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private int _failures;

    /// <summary>The delays of an agent with these settings.</summary>
    public static Backoff For(AgentOptions options, Random random) => new(random, options.Local ? LocalCap : Cap);

    /// <summary>Failures since the last success.</summary>
    public int Failures => _failures;

    /// <summary>The next delay.</summary>
    public TimeSpan Next() => Ceiling(_failures++) * random.NextDouble();

    /// <summary>The delay after another connection took this node's place: long, since two programs with one identity would replace each other for ever.</summary>
    public TimeSpan NextAfterReplaced() => (Cap / 2) + (Cap / 2 * random.NextDouble());

    /// <summary>The link worked.</summary>
    public void Reset() => _failures = 0;

    private TimeSpan Ceiling(int failures)
    {
        TimeSpan doubled = First * (1 << Math.Min(failures, 7));
        return doubled < cap ? doubled : cap;
    }
}
