namespace Anchorage.Cli.Terminals.Attach;

internal sealed record TicketAnswer(string Url);
