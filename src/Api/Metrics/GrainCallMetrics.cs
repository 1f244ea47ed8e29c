using System.Collections.Concurrent;

namespace Anchorage.Api.Metrics;

/// <summary>Counts every call that reaches a grain, per grain type. The silo takes it up as a call filter.</summary>
internal sealed class GrainCallMetrics(TimeProvider time) : IIncomingGrainCallFilter
{
    // The product has a few dozen types; a bound keeps a surprise from becoming a leak.
    private const int MaxTypes = 200;
    private const string Others = "others";

    private readonly ConcurrentDictionary<string, GrainTypeCalls> _byType = new(StringComparer.Ordinal);

    /// <summary>All types that were called, by name.</summary>
    public IEnumerable<KeyValuePair<string, GrainTypeCalls>> All => _byType.OrderBy(t => t.Key, StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        GrainTypeCalls calls = Of(context.TargetId.Type.ToString() ?? Others);
        long begin = time.GetTimestamp();
        try
        {
            await context.Invoke();
        }
        catch (Exception exception)
        {
            calls.Ended(time.GetElapsedTime(begin), exception);
            throw;
        }

        calls.Ended(time.GetElapsedTime(begin), null);
    }

    private GrainTypeCalls Of(string type)
    {
        if (_byType.TryGetValue(type, out GrainTypeCalls? calls))
        {
            return calls;
        }

        return _byType.GetOrAdd(_byType.Count < MaxTypes ? type : Others, static (_, clock) => new GrainTypeCalls(clock), time);
    }
}
