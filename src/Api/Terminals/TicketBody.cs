using Anchorage.Grains.Abstractions.Terminals;

namespace Anchorage.Api.Terminals;

internal sealed record TicketBody(TerminalRole? Role);
