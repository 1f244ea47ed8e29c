namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>Resource limits of a container (ranges: inventory P5).</summary>
/// <param name="MemoryMb">Memory in MiB, 128 to 262144; swap is not added.</param>
/// <param name="Cpus">Processors, 0.1 to 64.</param>
/// <param name="Pids">Processes and threads, 64 to 131072.</param>
public sealed record InstanceLimits(int MemoryMb, double Cpus, int Pids);
