using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Serves <see cref="StreamKinds.Screen"/>: the text that a terminal shows.</summary>
/// <param name="reader">Reads screens.</param>
internal sealed class ScreenStreamHandler(ScreenReader reader) : IStreamHandler
{
    /// <inheritdoc/>
    public string Kind => StreamKinds.Screen;

    /// <inheritdoc/>
    public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
    {
        ReadScreen read = ProtocolJson.Read<ReadScreen>(payload);
        if (read.Scrollback is < 0 or > ScreenReader.MaxLines)
        {
            throw new LinkRequestException(TerminalErrors.InvalidRequest, $"At most {ScreenReader.MaxLines} lines above the screen are read.");
        }

        await JsonStream.AnswerAsync(stream, (await reader.ReadAsync(read, cancellationToken)).Screen, cancellationToken);
    }
}
