namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>A new API token.</summary>
/// <param name="Token">The token, shown once.</param>
/// <param name="ApiToken">What is kept of it.</param>
[GenerateSerializer, Immutable, Alias("anchorage.CreatedToken")]
public sealed record CreatedToken(
    [property: Id(0)] string Token,
    [property: Id(1)] ApiTokenInfo ApiToken);
