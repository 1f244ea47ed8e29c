namespace Anchorage.Api.Files;

internal sealed record MoveBody(string? Path, string? Target, bool? Overwrite);
