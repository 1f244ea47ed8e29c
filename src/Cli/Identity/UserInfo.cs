namespace Anchorage.Cli.Identity;

/// <summary>An account.</summary>
internal sealed record UserInfo(string Id, string Username, string? Email, string? Role, string? Status, DateTimeOffset? ExpiresAt, DateTimeOffset? LastLoginAt, int? InstanceQuota, int? InstanceCount);
