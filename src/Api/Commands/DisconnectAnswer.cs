namespace Anchorage.Api.Commands;

/// <param name="Terminals">How many were ended.</param>
internal sealed record DisconnectAnswer(bool Success, int Terminals);
