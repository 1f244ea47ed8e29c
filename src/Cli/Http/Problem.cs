namespace Anchorage.Cli.Http;

/// <summary>A problem+json document, see docs/api/rest.md.</summary>
/// <param name="Error">What routes of system D say in place of <paramref name="Detail"/>.</param>
internal sealed record Problem(string? Code, string? Title, string? Detail, Dictionary<string, string[]>? Errors, string? Error = null);
