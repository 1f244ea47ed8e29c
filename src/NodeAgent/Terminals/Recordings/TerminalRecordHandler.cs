using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>Answers <see cref="MessageTypes.TerminalRecord"/>.</summary>
/// <param name="host">The terminal host.</param>
internal sealed class TerminalRecordHandler(TerminalHostClient host) : IMessageHandler
{
    /// <inheritdoc/>
    public string Type => MessageTypes.TerminalRecord;

    /// <inheritdoc/>
    public async Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken)
    {
        RecordTerminal request = ProtocolJson.Read<RecordTerminal>(payload);
        return ProtocolJson.Element(await host.RecordAsync(request.TerminalId, request.RecordingId, cancellationToken));
    }
}
