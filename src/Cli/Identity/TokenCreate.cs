namespace Anchorage.Cli.Identity;

/// <summary>Body of POST /api/tokens.</summary>
internal sealed record TokenCreate(string Label, IReadOnlyList<string> Scopes, string? ExpiresAt);
