namespace Anchorage.Cli.Terminals;

/// <summary>What a terminal shows.</summary>
internal sealed record ScreenText(IReadOnlyList<string> Lines, IReadOnlyList<string> Scrollback);
