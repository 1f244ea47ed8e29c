using Anchorage.Grains.Abstractions.Terminals;

namespace Anchorage.Api.Terminals;

internal sealed record OpenTerminalBody(string? InstanceId, int? Columns, int? Rows, string? Shell);

internal sealed record TicketBody(TerminalRole? Role);
