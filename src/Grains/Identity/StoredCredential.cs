using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Identity;

/// <summary>What is stored of a session or token.</summary>
/// <param name="Kind">Session or token.</param>
/// <param name="SecretHash">SHA-256 of the secret, base64.</param>
/// <param name="Label">Label of a token; browser of a session.</param>
/// <param name="Scopes">Permissions, or <c>*</c>.</param>
/// <param name="Address">Remote address at its making.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">Last use, to the minute.</param>
/// <param name="ExpiresAt">End, or never.</param>
/// <param name="Prefix">Beginning of the text, to recognise it.</param>
public sealed record StoredCredential(
    CredentialKind Kind,
    string SecretHash,
    string Label,
    ImmutableArray<string> Scopes,
    string Address,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? ExpiresAt,
    string Prefix);
