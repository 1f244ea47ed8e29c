namespace Anchorage.Cli.Attach;

internal sealed record TicketRequest(string Role);
