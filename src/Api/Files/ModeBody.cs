namespace Anchorage.Api.Files;

internal sealed record ModeBody(string? Path, string? Mode);
