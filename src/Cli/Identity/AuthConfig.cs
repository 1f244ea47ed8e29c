namespace Anchorage.Cli.Identity;

/// <summary>Answer of GET /api/auth/config, which is public.</summary>
internal sealed record AuthConfig(bool SetupRequired, bool SignUpEnabled, string? Version, string? Engine, DateTimeOffset? ServerTime);
