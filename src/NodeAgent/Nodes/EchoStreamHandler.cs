using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Serves <see cref="StreamKinds.Echo"/>: sends frames back, so that somebody who looks for a broken hop sees that the way to this machine is whole, and how long it takes.</summary>
internal sealed class EchoStreamHandler : IStreamHandler
{
    /// <inheritdoc/>
    public string Kind => StreamKinds.Echo;

    /// <inheritdoc/>
    public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
    {
        await stream.AcceptAsync(cancellationToken);
        for (int i = 0; i < StreamKinds.EchoFrames && await stream.ReadAsync(cancellationToken) is { } frame; i++)
        {
            if (frame.Data.Length > StreamKinds.EchoFrameBytes)
            {
                throw new LinkRequestException("invalid_request", $"A frame of a probe has at most {StreamKinds.EchoFrameBytes} bytes.");
            }

            await stream.WriteAsync(frame.Data.ToArray(), frame.IsText, cancellationToken);
        }
    }
}
