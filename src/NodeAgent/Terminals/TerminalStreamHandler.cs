using System.Net.Sockets;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Serves <see cref="StreamKinds.Terminal"/>: carries the frames between a viewer and the terminal host without looking into them.</summary>
/// <param name="host">The terminal host.</param>
/// <param name="time">The clock.</param>
internal sealed class TerminalStreamHandler(TerminalHostClient host, TimeProvider time) : IStreamHandler
{
    // The longest frame that the host takes; a longer one would end the viewer's connection without a word.
    private const int LongestFrame = FrameDecoder.MaxToHost;
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Kind => StreamKinds.Terminal;

    /// <inheritdoc/>
    public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
    {
        AttachTerminal attach = ProtocolJson.Read<AttachTerminal>(payload);
        using FrameSocket socket = await host.AttachAsync(attach, cancellationToken);
        await stream.AcceptAsync(cancellationToken);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task outward = CarryOutputAsync(socket, stream, ended);
        Task inward = CarryInputAsync(stream, socket, ended.Token);
        await Task.WhenAny(outward, inward);
        if (outward.IsCompletedSuccessfully)
        {
            // The last frame says that it is over, and the viewer closes when it has read it. Cancelling the read at once would tear the connection down under that frame.
            await Task.WhenAny(inward, Task.Delay(LingerTime, time, cancellationToken));
        }

        await ended.CancelAsync();
        try
        {
            await Task.WhenAll(outward, inward);
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or IOException or InvalidDataException)
        {
            // A viewer that went away, or the host: the client connects again where it stopped.
        }
    }

    private static async Task CarryOutputAsync(FrameSocket socket, IAgentStream stream, CancellationTokenSource ended)
    {
        while (await socket.ReadAsync(ended.Token) is { } frame)
        {
            ValueTask write = stream.WriteAsync(frame.Payload, frame.IsText, ended.Token);
            if (write.IsCompleted)
            {
                await write;
                continue;
            }

            // A connection that takes nothing is dead: the host stopped sending long before this.
            ended.CancelAfter(WriteTimeout);
            await write;
            ended.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private static async Task CarryInputAsync(IAgentStream stream, FrameSocket socket, CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(cancellationToken) is { } frame)
        {
            if (frame.Data.Length > LongestFrame)
            {
                throw new InvalidDataException($"A viewer's frame has at most {LongestFrame} bytes.");
            }

            await socket.WriteAsync(frame.Data, frame.IsText, cancellationToken);
        }
    }
}
