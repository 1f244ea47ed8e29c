using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Protocol.Wire;

/// <summary>What a request is answered with.</summary>
/// <param name="Payload">The record of the answer, or null.</param>
/// <param name="Error">Set when the request is refused.</param>
public sealed record LinkReply(JsonElement? Payload, LinkError? Error = null)
{
    /// <summary>An answer without content.</summary>
    public static readonly LinkReply Empty = new(Payload: null);
}
