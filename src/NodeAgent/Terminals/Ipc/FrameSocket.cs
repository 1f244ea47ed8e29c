using System.Net.Sockets;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>The agent's end of a connection to the terminal host. One reader; writers take turns.</summary>
internal sealed class FrameSocket : IDisposable
{
    private const int ReceiveSize = 64 * 1024;
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);

    private readonly Socket _socket;
    private readonly FrameDecoder _decoder = new(FrameDecoder.MaxToAgent);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private byte[] _frame = new byte[256];

    private FrameSocket(Socket socket) => _socket = socket;

    /// <summary>Connects and shakes hands.</summary>
    /// <returns>The connection, or null when no host listens.</returns>
    /// <exception cref="LinkRequestException">The host refused, or belongs to another user.</exception>
    internal static async Task<FrameSocket?> ConnectAsync(string path, Handshake handshake, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var connection = new FrameSocket(socket);
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(HandshakeTimeout);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), deadline.Token);
            uint peer = UnixListener.PeerUserId((int)socket.Handle);
            if (peer != 0 && peer != Libc.EffectiveUserId())
            {
                throw new LinkRequestException(TerminalErrors.HostUnavailable, $"The socket {path} belongs to another user. Remove it.");
            }

            byte[] hello = JsonSerializer.SerializeToUtf8Bytes(handshake, HostJson.Default.Handshake);
            await connection.WriteAsync(hello, text: true, deadline.Token);
            IpcFrame answer = await connection.ReadAsync(deadline.Token)
                ?? throw new LinkRequestException(TerminalErrors.HostUnavailable, "The terminal host closed the connection.");
            return JsonSerializer.Deserialize(answer.Payload.Span, HostJson.Default.HandshakeAnswer)?.Error is { } error
                ? throw new LinkRequestException(error.Code, error.Message)
                : connection;
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable || !File.Exists(path))
        {
            connection.Dispose();
            return null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next frame, valid until the next read; null at the end.</summary>
    /// <exception cref="InvalidDataException">The other side is not a terminal host.</exception>
    internal async ValueTask<IpcFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_decoder.TryRead(out IpcFrame frame))
            {
                return frame;
            }

            int count = await _socket.ReceiveAsync(_decoder.GetMemory(ReceiveSize), cancellationToken);
            if (count == 0)
            {
                return null;
            }

            _decoder.Advance(count);
        }
    }

    /// <summary>Writes one frame.</summary>
    internal async ValueTask WriteAsync(ReadOnlyMemory<byte> payload, bool text, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            int length = FrameDecoder.HeaderSize + payload.Length;
            if (_frame.Length < length)
            {
                _frame = new byte[length];
            }

            FrameDecoder.WriteHeader(_frame, payload.Length, text);
            payload.CopyTo(_frame.AsMemory(FrameDecoder.HeaderSize));
            int sent = 0;
            while (sent < length)
            {
                sent += await _socket.SendAsync(_frame.AsMemory(sent, length - sent), cancellationToken);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _socket.Dispose();
}
