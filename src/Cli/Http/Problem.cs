namespace Anchorage.Cli.Http;

/// <summary>A problem+json document, see docs/api/rest.md.</summary>
internal sealed record Problem(string? Code, string? Title, string? Detail, Dictionary<string, string[]>? Errors);
