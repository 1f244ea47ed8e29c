namespace Anchorage.Cli.Nodes;

/// <summary>The last measurement of a machine; sizes in bytes.</summary>
internal sealed record NodeHealth(double CpuPercent, long MemoryUsedBytes, long MemoryTotalBytes, long DiskUsedBytes, long DiskTotalBytes, double Load1);
