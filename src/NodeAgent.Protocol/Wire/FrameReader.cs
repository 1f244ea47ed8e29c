using System.Net.WebSockets;

namespace Anchorage.NodeAgent.Protocol.Wire;

/// <summary>Reads whole frames from a WebSocket, bounded in size. An idle socket holds no buffer: the reader first waits with a read of zero bytes.</summary>
/// <param name="socket">The socket; not owned.</param>
/// <param name="maxTextBytes">Largest text frame.</param>
/// <param name="maxBinaryBytes">Largest binary frame; 0 refuses them.</param>
public sealed class FrameReader(WebSocket socket, int maxTextBytes, int maxBinaryBytes) : IDisposable
{
    private readonly FrameBuffer _buffer = new(maxTextBytes, maxBinaryBytes);

    /// <summary>The next frame, or null when the other side closed. The memory is valid until the next call.</summary>
    /// <exception cref="FrameTooLargeException">The frame is above the limit.</exception>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async ValueTask<WireFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        _buffer.Reset();
        ValueWebSocketReceiveResult result = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        while (result.MessageType != WebSocketMessageType.Close)
        {
            if (result.EndOfMessage)
            {
                return new WireFrame(_buffer.Written, result.MessageType == WebSocketMessageType.Text);
            }

            result = await socket.ReceiveAsync(_buffer.GetMemory(), cancellationToken);
            if (result.MessageType != WebSocketMessageType.Close)
            {
                _buffer.Advance(result.Count, result.MessageType == WebSocketMessageType.Text);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();
}
