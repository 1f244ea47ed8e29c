namespace Anchorage.Api.Terminals;

internal sealed record TerminalNotice(string Type, string Code, string Message);
