using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Serves <see cref="StreamKinds.Search"/>. The search runs in the agent: an expression that takes long must not hold up anybody's terminal.</summary>
/// <param name="reader">Reads screens.</param>
/// <param name="time">The clock.</param>
internal sealed class SearchStreamHandler(ScreenReader reader, TimeProvider time) : IStreamHandler
{
    /// <inheritdoc/>
    public string Kind => StreamKinds.Search;

    /// <inheritdoc/>
    public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
    {
        SearchTerminal request = ProtocolJson.Read<SearchTerminal>(payload);
        var search = new ScreenSearch(request, time);
        ScreenReading reading = await reader.ReadAsync(new ReadScreen(request.TerminalId, ScreenReader.MaxLines), cancellationToken);
        SearchResult result = await Task.Run(() => search.Find(reading), cancellationToken);
        await JsonStream.AnswerAsync(stream, result, cancellationToken);
    }
}
