namespace Anchorage.Cli.Terminals;

internal sealed record TerminalPatch(string? Name);
