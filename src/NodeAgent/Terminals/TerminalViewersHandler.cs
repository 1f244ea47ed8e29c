using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Answers <see cref="MessageTypes.TerminalViewers"/>.</summary>
/// <param name="host">The terminal host.</param>
internal sealed class TerminalViewersHandler(TerminalHostClient host) : IMessageHandler
{
    /// <inheritdoc/>
    public string Type => MessageTypes.TerminalViewers;

    /// <inheritdoc/>
    public async Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken) =>
        ProtocolJson.Element(await host.ChangeViewersAsync(ProtocolJson.Read<ChangeViewers>(payload), cancellationToken));
}
