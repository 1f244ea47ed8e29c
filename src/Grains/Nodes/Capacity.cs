using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Nodes;

/// <summary>Whether an instance fits on a node.</summary>
internal static class Capacity
{
    /// <summary>What is used.</summary>
    public static UsageInfo Usage(IEnumerable<NodePlacement> placements)
    {
        int containers = 0;
        int memory = 0;
        double cpus = 0;
        foreach (NodePlacement placement in placements.Where(p => !p.SetAside))
        {
            containers++;
            memory += placement.Limits.MemoryMb;
            cpus += placement.Limits.Cpus;
        }

        return new UsageInfo(containers, memory, Math.Round(cpus, 3));
    }

    /// <summary>Why it does not fit, or null. Memory and processors are limited only where an administrator set a number: limits of containers may be oversold.</summary>
    public static string? Refusal(CapacityInfo capacity, UsageInfo usage, LimitsInfo limits)
    {
        if (usage.Containers >= capacity.MaxContainers)
        {
            return $"it holds {usage.Containers} of {capacity.MaxContainers} containers";
        }

        if (capacity.MemoryMb > 0 && usage.MemoryMb + limits.MemoryMb > capacity.MemoryMb)
        {
            return $"{capacity.MemoryMb - usage.MemoryMb} MB of memory are left, {limits.MemoryMb} are asked for";
        }

        return capacity.Cpus > 0 && usage.Cpus + limits.Cpus > capacity.Cpus
            ? $"{Math.Max(0, capacity.Cpus - usage.Cpus):0.##} processors are left, {limits.Cpus:0.##} are asked for"
            : null;
    }

    /// <summary>Used share, 0 to 1, for placement.</summary>
    public static double Load(CapacityInfo capacity, UsageInfo usage)
    {
        double load = (double)usage.Containers / Math.Max(1, capacity.MaxContainers);
        if (capacity.MemoryMb > 0)
        {
            load = Math.Max(load, (double)usage.MemoryMb / capacity.MemoryMb);
        }

        return capacity.Cpus > 0 ? Math.Max(load, usage.Cpus / capacity.Cpus) : load;
    }
}
