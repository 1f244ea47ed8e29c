using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Answers <see cref="MessageTypes.TerminalOpen"/>.</summary>
/// <param name="sources">Who knows how to start a shell.</param>
/// <param name="host">The terminal host.</param>
internal sealed class TerminalOpenHandler(IEnumerable<IShellSource> sources, TerminalHostClient host) : IMessageHandler
{
    private const int MaxSize = 1000;
    private const int MaxDetachedSeconds = 30 * 86400;

    /// <inheritdoc/>
    public string Type => MessageTypes.TerminalOpen;

    /// <inheritdoc/>
    public async Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken)
    {
        OpenTerminal request = ProtocolJson.Read<OpenTerminal>(payload);
        if (request is not { Columns: >= 1 and <= MaxSize, Rows: >= 1 and <= MaxSize, DetachedSeconds: >= 1 and <= MaxDetachedSeconds })
        {
            throw new LinkRequestException(TerminalErrors.InvalidRequest, $"A terminal has 1 to {MaxSize} columns and rows and lives 1 to {MaxDetachedSeconds} seconds without a viewer.");
        }

        foreach (IShellSource source in sources)
        {
            if (await source.FindAsync(request, cancellationToken) is { } launch)
            {
                var open = new OpenRequest(
                    request.TerminalId, request.InstanceId, request.Columns, request.Rows, request.DetachedSeconds, launch, request.EndWhenLastViewerLeaves, request.RecordingId);
                return ProtocolJson.Element(await host.OpenAsync(open, cancellationToken));
            }
        }

        throw new LinkRequestException("instance_not_found", $"This machine has no instance {request.InstanceId}.");
    }
}
