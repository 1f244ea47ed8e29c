namespace Anchorage.Cli.Nodes;

/// <summary>A key with which new machines join, without its secret.</summary>
internal sealed record OnboardingKey(string Id, string? Label, string? Prefix, DateTimeOffset? ExpiresAt, int? MaxUses, int? Uses, DateTimeOffset? RevokedAt);
