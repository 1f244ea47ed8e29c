namespace Anchorage.Api.Identity;

internal sealed record TokenLoginBody(string? Username, string? Password, string? Label, string[]? Scopes, DateTimeOffset? ExpiresAt);
