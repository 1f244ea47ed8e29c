namespace Anchorage.Cli.Attach;

internal sealed record TicketAnswer(string Url);
