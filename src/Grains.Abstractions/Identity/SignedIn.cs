namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>A new session or token.</summary>
/// <param name="User">The account.</param>
/// <param name="Secret">What the client must show from now on; shown once.</param>
/// <param name="CredentialId">Id of the session or token.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Token">The token, when one was made.</param>
[GenerateSerializer, Immutable, Alias("anchorage.SignedIn")]
public sealed record SignedIn(
    [property: Id(0)] UserInfo User,
    [property: Id(1)] string Secret,
    [property: Id(2)] string CredentialId,
    [property: Id(3)] DateTimeOffset? ExpiresAt,
    [property: Id(4)] ApiTokenInfo? Token);
