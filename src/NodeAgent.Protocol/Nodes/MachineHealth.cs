namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>Load of a machine.</summary>
/// <param name="CpuPercent">Use of all processors together since the last sample, 0 to 100.</param>
/// <param name="CpuCount">Number of processors.</param>
/// <param name="MemoryUsedBytes">Total minus available memory.</param>
/// <param name="MemoryTotalBytes">Physical memory.</param>
/// <param name="DiskUsedBytes">Used space of the file system that holds the container data (or the root).</param>
/// <param name="DiskTotalBytes">Its size.</param>
/// <param name="Load1">Load average of one minute.</param>
/// <param name="Load5">Of five minutes.</param>
/// <param name="Load15">Of fifteen minutes.</param>
/// <param name="UptimeSeconds">Seconds since boot.</param>
public sealed record MachineHealth(
    double CpuPercent,
    int CpuCount,
    long MemoryUsedBytes,
    long MemoryTotalBytes,
    long DiskUsedBytes,
    long DiskTotalBytes,
    double Load1,
    double Load5,
    double Load15,
    long UptimeSeconds);
