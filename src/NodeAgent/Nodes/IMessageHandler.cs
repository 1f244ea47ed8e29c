using System.Text.Json;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Answers one type of request of the control link. Registered in DI; found by <see cref="Type"/>.</summary>
public interface IMessageHandler
{
    /// <summary>The message type, a name from <see cref="Protocol.MessageTypes"/>.</summary>
    string Type { get; }

    /// <summary>Handles one request. It must answer within 5 s: longer work is accepted, journalled and reported later.</summary>
    /// <param name="payload">The payload of the request.</param>
    /// <param name="cancellationToken">Cancelled when the agent stops.</param>
    /// <returns>The payload of the answer, or null.</returns>
    /// <exception cref="LinkRequestException">The request is refused with a code.</exception>
    Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken);
}
