namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>A one-use ticket for the terminal socket.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="ExpiresAt">60 s from now.</param>
/// <param name="Url">Path and query of the socket.</param>
[GenerateSerializer, Immutable, Alias("anchorage.TerminalTicket")]
public sealed record TerminalTicket(
    [property: Id(0)] string Ticket,
    [property: Id(1)] DateTimeOffset ExpiresAt,
    [property: Id(2)] string Url);
