namespace Anchorage.Cli.Nodes;

/// <summary>What a node offers.</summary>
internal sealed record NodeCapacity(int? MaxContainers, long? MemoryMb, double? Cpus);
