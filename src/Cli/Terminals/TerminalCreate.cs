namespace Anchorage.Cli.Terminals;

internal sealed record TerminalCreate(string InstanceId, int? Columns, int? Rows, string? Shell, string? Name, bool? EndWhenLastViewerLeaves, bool? Root = null);
