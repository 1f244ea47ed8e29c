using Anchorage.NodeAgent.Protocol;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Records of the protocol on a stream.</summary>
internal static class AgentStreamText
{
    /// <summary>Writes a record as one text frame.</summary>
    public static ValueTask SayAsync<T>(this IAgentStream stream, T message, CancellationToken cancellationToken) =>
        stream.WriteAsync(ProtocolJson.WriteBytes(message), text: true, cancellationToken);
}
