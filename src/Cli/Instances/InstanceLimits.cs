namespace Anchorage.Cli.Instances;

/// <summary>Limits: memory 128..262144 MB, cpus 0.1..64, processes 64..131072.</summary>
internal sealed record InstanceLimits(int? MemoryMb, double? Cpus, int? Pids);
