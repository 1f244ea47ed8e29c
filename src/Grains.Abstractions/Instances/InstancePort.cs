namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>A published port.</summary>
/// <param name="Name"><c>ssh</c>, <c>http</c> or <c>https</c>.</param>
/// <param name="Container">Inside.</param>
/// <param name="Host">On the node.</param>
/// <param name="Address">Address of the node.</param>
/// <param name="Reachable">False when it listens on the node's loopback only and the node is not the server's own.</param>
[GenerateSerializer, Immutable, Alias("anchorage.InstancePort")]
public sealed record InstancePort(
    [property: Id(0)] string Name,
    [property: Id(1)] int Container,
    [property: Id(2)] int Host,
    [property: Id(3)] string Address,
    [property: Id(4)] bool Reachable);
