using System.Globalization;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Reads the machine's load from <c>/proc</c>. One reader at a time: the processor's use is counted from sample to sample.</summary>
internal sealed class HealthSampler
{
    private long _busy;
    private long _total;

    /// <summary>Makes a sampler; the first sample counts from now.</summary>
    public HealthSampler() => (_busy, _total) = ReadCpu();

    /// <summary>Measures.</summary>
    public MachineHealth Sample()
    {
        (long busy, long total) = ReadCpu();
        double cpu = total > _total ? Math.Clamp(100.0 * (busy - _busy) / (total - _total), 0, 100) : 0;
        (_busy, _total) = (busy, total);
        (long memoryUsed, long memoryTotal) = ReadMemory();
        (long diskUsed, long diskTotal) = ReadDisk();
        double[] load = Numbers("/proc/loadavg", 3);
        return new MachineHealth(
            Math.Round(cpu, 1), Environment.ProcessorCount, memoryUsed, memoryTotal, diskUsed, diskTotal,
            load[0], load[1], load[2], (long)Numbers("/proc/uptime", 1)[0]);
    }

    /// <summary>Used (total minus available) and total memory in bytes; zeros where the system does not say.</summary>
    internal static (long Used, long Total) ReadMemory()
    {
        long total = 0;
        long available = 0;
        foreach (string line in ReadLines("/proc/meminfo"))
        {
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal))
            {
                total = Kibibytes(line);
            }
            else if (line.StartsWith("MemAvailable:", StringComparison.Ordinal))
            {
                available = Kibibytes(line);
                break;
            }
        }

        return (total - available, total);
    }

    private static (long Used, long Total) ReadDisk()
    {
        // Where the containers' data lies by default; the root where there is no such folder.
        const string DockerRoot = "/var/lib/docker";
        try
        {
            DriveInfo drive = new(Directory.Exists(DockerRoot) ? DockerRoot : "/");
            return (drive.TotalSize - drive.TotalFreeSpace, drive.TotalSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (0, 0);
        }
    }

    private static (long Busy, long Total) ReadCpu()
    {
        string? line = ReadLines("/proc/stat").FirstOrDefault();
        if (line is null)
        {
            return (0, 0);
        }

        // cpu user nice system idle iowait irq softirq steal; guest time is part of user.
        long[] ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(t => long.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        long total = ticks.Sum();
        return (total - ticks[3] - ticks[4], total);
    }

    private static double[] Numbers(string file, int count)
    {
        string[] words = ReadLines(file).FirstOrDefault()?.Split(' ') ?? [];
        return [.. Enumerable.Range(0, count).Select(i => i < words.Length ? double.Parse(words[i], CultureInfo.InvariantCulture) : 0)];
    }

    private static long Kibibytes(string line) => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;

    private static IEnumerable<string> ReadLines(string file) => File.Exists(file) ? File.ReadLines(file) : [];
}
