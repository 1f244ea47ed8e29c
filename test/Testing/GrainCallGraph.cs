using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Anchorage.Testing;

/// <summary>
/// Records which kind of grain calls which, over all tests of a process, and finds cycles: a cycle of awaited calls is a dead-lock that ends by a time-out.
/// Not counted: calls from outside, one-way calls and methods that always interleave, which never wait for a turn.
/// </summary>
/// <remarks>Register it as <see cref="IOutgoingGrainCallFilter"/>. Linked into the test projects that host a silo.</remarks>
internal sealed class GrainCallGraph : IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<(string From, string To), string> _edges = new();

    /// <summary>The calls seen, as <c>from -> to (method)</c>.</summary>
    public IReadOnlyCollection<string> Edges => [.. _edges.Select(e => $"{e.Key.From} -> {e.Key.To} ({e.Value})").Order(StringComparer.Ordinal)];

    /// <summary>Which kind waited for which.</summary>
    public IReadOnlyCollection<(string From, string To)> Pairs => [.. _edges.Keys];

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        MethodInfo method = context.InterfaceMethod;
        string from = TypeOf(context.SourceId);
        string to = TypeOf(context.TargetId);
        if (IsGrain(from) && IsGrain(to) && IsOurs(method) && method.GetCustomAttribute<OneWayAttribute>() is null && method.GetCustomAttribute<AlwaysInterleaveAttribute>() is null)
        {
            _edges.TryAdd((from, to), $"{context.InterfaceName}.{context.MethodName}");
        }

        return context.Invoke();
    }

    /// <summary>The first cycle found, or null. A grain of a type that calls another of the same type counts: two of them may call each other.</summary>
    public string? Cycle()
    {
        ILookup<string, string> next = _edges.Keys.ToLookup(e => e.From, e => e.To);
        HashSet<string> done = [];
        List<string> path = [];
        foreach (string start in next.Select(n => n.Key).Order(StringComparer.Ordinal))
        {
            if (Visit(start) is { } cycle)
            {
                return cycle;
            }
        }

        return null;

        string? Visit(string type)
        {
            int at = path.IndexOf(type);
            if (at >= 0)
            {
                return string.Join(" -> ", path.Skip(at).Append(type));
            }

            if (!done.Add(type))
            {
                return null;
            }

            path.Add(type);
            string? cycle = next[type].Select(Visit).FirstOrDefault(c => c is not null);
            path.RemoveAt(path.Count - 1);
            return cycle;
        }
    }

    /// <summary>Fails with the circle and all calls seen.</summary>
    public void MustNotWaitInACircle()
    {
        if (Cycle() is { } cycle)
        {
            throw new InvalidOperationException($"Grains wait for each other: {cycle}. Seen:\n{string.Join('\n', Edges)}");
        }
    }

    private static string TypeOf(GrainId? id) => id?.Type.ToString() ?? "";

    private static bool IsGrain(string type) => type.Length > 0 && !type.StartsWith("sys.", StringComparison.Ordinal);

    /// <summary>Streams and the engine's own services are grains too, with rules of their own.</summary>
    private static bool IsOurs(MethodInfo method) => method.DeclaringType!.Namespace?.StartsWith("Anchorage.Grains", StringComparison.Ordinal) == true;
}
