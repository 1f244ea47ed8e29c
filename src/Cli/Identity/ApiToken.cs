namespace Anchorage.Cli.Identity;

/// <summary>An API token without its secret.</summary>
internal sealed record ApiToken(string Id, string? Label, IReadOnlyList<string>? Scopes, DateTimeOffset? CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, string? Prefix);
