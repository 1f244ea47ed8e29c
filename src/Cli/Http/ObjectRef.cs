namespace Anchorage.Cli.Http;

/// <summary>A mention of another object.</summary>
internal sealed record ObjectRef(string? Kind, string? Id, string? Name);
