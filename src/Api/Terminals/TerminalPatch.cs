namespace Anchorage.Api.Terminals;

internal sealed record TerminalPatch(string? Name, bool? EndWhenLastViewerLeaves);
