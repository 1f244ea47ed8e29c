namespace Anchorage.Cli.Identity;

/// <summary>Body of POST /api/auth/token.</summary>
internal sealed record TokenRequest(string Username, string Password, string Label, string? ExpiresAt);
