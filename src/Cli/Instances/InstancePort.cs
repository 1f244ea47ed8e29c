namespace Anchorage.Cli.Instances;

/// <summary>A published port: <paramref name="Container"/> inside, <paramref name="Host"/> at <paramref name="Address"/>.</summary>
internal sealed record InstancePort(string? Name, int Container, int Host, string? Address, bool Reachable);
