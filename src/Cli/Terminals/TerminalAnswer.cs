namespace Anchorage.Cli.Terminals;

/// <summary>Answer to a change of a terminal.</summary>
internal sealed record TerminalAnswer(TerminalInfo Terminal);
