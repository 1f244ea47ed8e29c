namespace Anchorage.Grains.Abstractions.Shares;

/// <summary>A share in the list of the person who made it.</summary>
/// <param name="ShareeId">To whom: an account or a group.</param>
/// <param name="Grant">What it gives.</param>
[GenerateSerializer, Immutable, Alias("anchorage.MadeShare")]
public sealed record MadeShare([property: Id(0)] string ShareeId, [property: Id(1)] ShareGrant Grant);
