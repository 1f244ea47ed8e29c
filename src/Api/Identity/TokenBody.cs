namespace Anchorage.Api.Identity;

internal sealed record TokenBody(string? Label, string[]? Scopes, DateTimeOffset? ExpiresAt);
