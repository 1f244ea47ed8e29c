namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>A leased host port.</summary>
/// <param name="Name"><c>ssh</c>, <c>http</c> or <c>https</c>.</param>
/// <param name="Container">Inside.</param>
/// <param name="Host">On the node.</param>
[GenerateSerializer, Immutable, Alias("anchorage.PortLease")]
public sealed record PortLease(
    [property: Id(0)] string Name,
    [property: Id(1)] int Container,
    [property: Id(2)] int Host);
