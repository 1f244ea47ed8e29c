namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>An anchor token.</summary>
/// <param name="Token">A JWT.</param>
/// <param name="Seconds">How long it is good for.</param>
/// <param name="Owner">Who will own the machine.</param>
[GenerateSerializer, Immutable, Alias("anchorage.AnchorToken")]
public sealed record AnchorToken([property: Id(0)] string Token, [property: Id(1)] int Seconds, [property: Id(2)] ObjectName Owner);
