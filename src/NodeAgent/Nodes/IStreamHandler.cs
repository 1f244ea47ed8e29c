using System.Text.Json;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Serves one kind of dialled-back byte stream. Registered in DI; found by <see cref="Kind"/>.</summary>
public interface IStreamHandler
{
    /// <summary>The kind, a name from <see cref="Protocol.Streams.StreamKinds"/>.</summary>
    string Kind { get; }

    /// <summary>Serves a stream until it ends. The handler calls <see cref="IAgentStream.AcceptAsync"/> once it can serve; throwing
    /// <see cref="LinkRequestException"/> before that refuses the stream with the code.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="payload">The record that belongs to the kind.</param>
    /// <param name="cancellationToken">Cancelled when the link is revoked or the agent stops.</param>
    Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken);
}
