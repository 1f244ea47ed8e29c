using System.Collections.Concurrent;

namespace Anchorage.NodeAgent.Commands;

/// <summary>What the last run of each operation wrote, while the agent runs: the end of it, for whoever wants to know why it failed.</summary>
internal sealed class OperationOutputs
{
    private const int MaxRuns = 256;
    private const int MaxLines = 1000;
    private readonly ConcurrentDictionary<string, Queue<string>> _runs = new(StringComparer.Ordinal);

    /// <summary>A run begins.</summary>
    /// <returns>Takes a line.</returns>
    internal Action<string> Begin(string instanceId, string name)
    {
        if (_runs.Count >= MaxRuns)
        {
            _runs.Clear();
        }

        Queue<string> lines = new();
        _runs[Key(instanceId, name)] = lines;
        return line =>
        {
            lock (lines)
            {
                lines.Enqueue(line);
                if (lines.Count > MaxLines)
                {
                    lines.Dequeue();
                }
            }
        };
    }

    /// <summary>The last lines; null when it has not run since the agent began.</summary>
    internal IReadOnlyList<string>? Read(string instanceId, string name, int most)
    {
        if (!_runs.TryGetValue(Key(instanceId, name), out Queue<string>? lines))
        {
            return null;
        }

        lock (lines)
        {
            return [.. lines.TakeLast(most)];
        }
    }

    private static string Key(string instanceId, string name) => $"{instanceId} {name}";
}
