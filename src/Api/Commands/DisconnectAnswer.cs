namespace Anchorage.Api.Commands;

/// <param name="Success">True.</param>
/// <param name="Terminals">How many were ended.</param>
/// <param name="Link">Whether a link was closed: that of a machine. A container has none of its own.</param>
internal sealed record DisconnectAnswer(bool Success, int Terminals, bool Link);
