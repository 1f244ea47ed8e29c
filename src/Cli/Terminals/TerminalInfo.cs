namespace Anchorage.Cli.Terminals;

/// <summary>A terminal, as far as this command uses it.</summary>
internal sealed record TerminalInfo(string Id, string InstanceId, string? Title, string? State, string? Recording);
