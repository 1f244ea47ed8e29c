using System.ComponentModel.DataAnnotations;

namespace Anchorage.Api.Terminals;

/// <summary>Limits per user on the way to terminals: <c>Anchorage:Terminals</c>. Each process of the server counts for itself.</summary>
internal sealed class TerminalLimitOptions
{
    /// <summary>Tickets that one user may ask for in a minute, 1 to 100,000; 600 by default.</summary>
    [Range(1, 100_000, ErrorMessage = "Anchorage:Terminals:TicketsPerMinute must be 1 to 100000.")]
    public int TicketsPerMinute { get; set; } = 600;

    /// <summary>Sockets that one user, or one address without a user, may ask for in a minute, 1 to 100,000; 600 by default. Refused ones count.</summary>
    [Range(1, 100_000, ErrorMessage = "Anchorage:Terminals:SocketsPerMinute must be 1 to 100000.")]
    public int SocketsPerMinute { get; set; } = 600;

    /// <summary>How often one user may be attached at a time, 1 to 10,000; 256 by default.</summary>
    [Range(1, 10_000, ErrorMessage = "Anchorage:Terminals:ViewersPerUser must be 1 to 10000.")]
    public int ViewersPerUser { get; set; } = 256;
}
