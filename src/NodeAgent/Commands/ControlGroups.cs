using System.Collections.Concurrent;
using System.Globalization;

namespace Anchorage.NodeAgent.Commands;

/// <summary>Memory and processor time of a control group, of either version, as the kernel counts them.</summary>
internal sealed class ControlGroups(TimeProvider time)
{
    private const string Mount = "/sys/fs/cgroup";
    private const int MaxRemembered = 4096;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Newest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<string, (long Used, long At)> _seen = new(StringComparer.Ordinal);

    /// <summary>Measures the group of a process.</summary>
    /// <param name="key">Names the group; what was seen of it before is the beginning of the span.</param>
    /// <param name="pid">A process of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Bytes without the files that the kernel keeps; percent, 100 being one processor. Zeros for what cannot be read.</returns>
    internal async Task<(long Memory, double Cpu)> MeasureAsync(string key, int pid, CancellationToken cancellationToken)
    {
        try
        {
            Group group = Find(pid);
            TimeSpan age = _seen.TryGetValue(key, out (long Used, long At) before) ? time.GetElapsedTime(before.At) : TimeSpan.Zero;
            if (age < Newest || age > Oldest)
            {
                before = (group.ReadCpu(), time.GetTimestamp());
                await Task.Delay(Look, time, cancellationToken);
            }

            long used = group.ReadCpu();
            double span = time.GetElapsedTime(before.At).TotalNanoseconds;
            if (_seen.Count >= MaxRemembered)
            {
                _seen.Clear();
            }

            _seen[key] = (used, time.GetTimestamp());
            return (group.ReadMemory(), span <= 0 ? 0 : Math.Round(Math.Max(0, used - before.Used) * 100 / span, 1));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            // The process ended, or the groups are out of sight: an agent in a container of its own.
            return (0, 0);
        }
    }

    private static Group Find(int pid)
    {
        string[] lines = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cgroup"));
        return Path1(lines, "memory") is { } memory && Path1(lines, "cpuacct") is { } cpu ? new Group(memory, cpu, Unified: false)
            : lines.FirstOrDefault(l => l.StartsWith("0::", StringComparison.Ordinal)) is { } unified ? new Group(Mount + unified[3..], Mount + unified[3..], Unified: true)
            : throw new FormatException("No control group.");
    }

    // 4:memory:/docker/ID, or 2:cpu,cpuacct:/docker/ID
    private static string? Path1(string[] lines, string controller) => lines.Select(l => l.Split(':', 3))
        .Where(p => p.Length == 3 && p[1].Split(',').Contains(controller, StringComparer.Ordinal))
        .Select(p => (string[])[$"{Mount}/{p[1]}{p[2]}", $"{Mount}/{controller}{p[2]}"]).SelectMany(p => p).FirstOrDefault(Directory.Exists);

    private static long Number(string path) => long.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);

    private static long Field(string path, string name) => File.ReadLines(path).Select(l => l.Split(' ')).FirstOrDefault(w => w.Length == 2 && w[0] == name) is { } words
        ? long.Parse(words[1], CultureInfo.InvariantCulture)
        : 0;

    private sealed record Group(string Memory, string Cpu, bool Unified)
    {
        internal long ReadMemory() => Unified
            ? Math.Max(0, Number(Memory + "/memory.current") - Field(Memory + "/memory.stat", "inactive_file"))
            : Math.Max(0, Number(Memory + "/memory.usage_in_bytes") - Field(Memory + "/memory.stat", "total_inactive_file"));

        /// <summary>Nanoseconds.</summary>
        internal long ReadCpu() => Unified ? Field(Cpu + "/cpu.stat", "usage_usec") * 1000 : Number(Cpu + "/cpuacct.usage");
    }
}
