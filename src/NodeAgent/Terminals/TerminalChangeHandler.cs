using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Answers <see cref="MessageTypes.TerminalChange"/>.</summary>
/// <param name="host">The terminal host.</param>
internal sealed class TerminalChangeHandler(TerminalHostClient host) : IMessageHandler
{
    /// <inheritdoc/>
    public string Type => MessageTypes.TerminalChange;

    /// <inheritdoc/>
    public async Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken) =>
        ProtocolJson.Element(await host.ChangeAsync(ProtocolJson.Read<ChangeTerminal>(payload), cancellationToken));
}
