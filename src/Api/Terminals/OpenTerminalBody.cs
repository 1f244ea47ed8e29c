namespace Anchorage.Api.Terminals;

internal sealed record OpenTerminalBody(string? InstanceId, int? Columns, int? Rows, string? Shell, string? Name, bool? EndWhenLastViewerLeaves, bool? Root = null);
