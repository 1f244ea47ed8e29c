using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>Answers <see cref="MessageTypes.RecordingDelete"/>; deleting what is gone succeeds.</summary>
/// <param name="store">The recordings.</param>
internal sealed class RecordingDeleteHandler(RecordingStore store) : IMessageHandler
{
    /// <inheritdoc/>
    public string Type => MessageTypes.RecordingDelete;

    /// <inheritdoc/>
    public async Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(ProtocolJson.Read<DeleteRecording>(payload).RecordingId, cancellationToken);
        return null;
    }
}
