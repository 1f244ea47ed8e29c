using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>What one session or token may do.</summary>
/// <param name="Kind">Session or token.</param>
/// <param name="SecretHash">SHA-256 of the secret, base64.</param>
/// <param name="Scopes">Permissions, or <c>*</c>.</param>
/// <param name="ExpiresAt">When it ends.</param>
[GenerateSerializer, Immutable, Alias("anchorage.CredentialRights")]
public sealed record CredentialRights(
    [property: Id(0)] CredentialKind Kind,
    [property: Id(1)] string SecretHash,
    [property: Id(2)] ImmutableArray<string> Scopes,
    [property: Id(3)] DateTimeOffset? ExpiresAt);
