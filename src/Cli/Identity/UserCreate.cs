namespace Anchorage.Cli.Identity;

/// <summary>Body of POST /api/users.</summary>
internal sealed record UserCreate(string Username, string Email, string? Role, string? Password, string? ExpiresAt);
