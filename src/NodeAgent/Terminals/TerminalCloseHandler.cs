using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Answers <see cref="MessageTypes.TerminalClose"/>; closing what is gone succeeds.</summary>
/// <param name="host">The terminal host.</param>
internal sealed class TerminalCloseHandler(TerminalHostClient host) : IMessageHandler
{
    /// <inheritdoc/>
    public string Type => MessageTypes.TerminalClose;

    /// <inheritdoc/>
    public async Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken)
    {
        await host.CloseAsync(ProtocolJson.Read<CloseTerminal>(payload).TerminalId, cancellationToken);
        return null;
    }
}
