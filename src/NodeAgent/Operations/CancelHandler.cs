using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.NodeAgent.Operations;

/// <summary>Ends work early on the server's request.</summary>
internal sealed class CancelHandler(WorkRunner runner) : IMessageHandler
{
    /// <inheritdoc/>
    public string Type => MessageTypes.OperationCancel;

    /// <inheritdoc/>
    public Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken)
    {
        runner.Cancel(ProtocolJson.Read<CancelWork>(payload).OperationId);
        return Task.FromResult<JsonElement?>(null);
    }
}
