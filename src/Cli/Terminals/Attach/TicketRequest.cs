namespace Anchorage.Cli.Terminals.Attach;

internal sealed record TicketRequest(string Role);
