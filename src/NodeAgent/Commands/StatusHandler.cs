using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Commands;

namespace Anchorage.NodeAgent.Commands;

/// <summary>Answers how an instance is now, and what is offered for it.</summary>
internal sealed class StatusHandler(CommandTargets targets, CommandsOptions options) : IMessageHandler
{
    /// <inheritdoc/>
    public string Type => MessageTypes.InstanceStatus;

    /// <inheritdoc/>
    public async Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken)
    {
        AskInstance ask = ProtocolJson.Read<AskInstance>(payload);
        InstanceVitals vitals = await targets.Of(ask.InstanceId).MeasureAsync(ask.InstanceId, cancellationToken);
        return ProtocolJson.Element(vitals with
        {
            Operations = [.. options.Operations.Keys.Order(StringComparer.Ordinal)],
            Logs = ["service", .. options.Logs.Keys.Order(StringComparer.Ordinal)],
        });
    }
}
