namespace Anchorage.Cli.Nodes;

/// <summary>What is taken of it.</summary>
internal sealed record NodeUsage(int Containers, long MemoryMb, double Cpus);
