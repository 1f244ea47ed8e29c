namespace Anchorage.Cli.Identity;

/// <summary>What the caller signed in with.</summary>
internal sealed record CredentialInfo(string? Id, string? Kind, IReadOnlyList<string>? Scopes, DateTimeOffset? ExpiresAt);
