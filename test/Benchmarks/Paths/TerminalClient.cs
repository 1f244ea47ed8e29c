using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Anchorage.Benchmarks.Paths;

/// <summary>
/// A viewer of a terminal on one blocking socket: the WebSocket of the product without the thread pool of a client library in the times. Counts every byte of output.
/// </summary>
internal sealed class TerminalClient : IDisposable
{
    private const int AcknowledgeEvery = 64 * 1024;
    private const int Timeout = 60_000;
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private long _input;
    private long _acknowledged;
    private int _snapshotLeft;

    public TerminalClient(Uri server, string path)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = Timeout, SendTimeout = Timeout };
        _socket.Connect(server.Host, server.Port);
        string key = Convert.ToBase64String(Guid.NewGuid().ToByteArray());
        SendAll(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"));
        int head;
        while ((head = _buffer.AsSpan(0, _end).IndexOf("\r\n\r\n"u8)) < 0)
        {
            Fill();
        }

        string answer = Encoding.ASCII.GetString(_buffer, 0, head);
        if (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The terminal socket was refused: {answer.Split('\r')[0]}");
        }

        _start = head + 4;
        while (!Attached)
        {
            ReadFrame();
        }
    }

    /// <summary>Offset of the next byte of output.</summary>
    public long Position { get; private set; }

    public bool Attached { get; private set; }

    /// <summary>True once the shell has ended and all its output was read.</summary>
    public bool Exited { get; private set; }

    public void Type(ReadOnlySpan<byte> text)
    {
        Span<byte> payload = stackalloc byte[8 + text.Length];
        BinaryPrimitives.WriteInt64BigEndian(payload, _input);
        text.CopyTo(payload[8..]);
        _input += text.Length;
        Send(2, payload);
    }

    public void Acknowledge()
    {
        _acknowledged = Position;
        Send(1, Encoding.ASCII.GetBytes($$"""{"type":"ack","output":{{Position}}}"""));
    }

    /// <summary>Reads until so many bytes of output have come, and acknowledges as a browser does.</summary>
    public void ReadUntil(long position)
    {
        while (Position < position)
        {
            ReadFrame();
            AcknowledgeIfDue();
        }
    }

    public void ReadUntilExit()
    {
        while (!Exited)
        {
            ReadFrame();
        }
    }

    /// <summary>Reads until the output holds a text of ASCII, and acknowledges as a browser does.</summary>
    public void ReadUntilText(string text)
    {
        byte[] wanted = Encoding.ASCII.GetBytes(text);
        byte[] last = [];
        bool found = false;
        while (!found)
        {
            ReadFrame(output =>
            {
                byte[] seen = [.. last, .. output];
                found |= seen.AsSpan().IndexOf(wanted) >= 0;
                last = seen[^Math.Min(wanted.Length - 1, seen.Length)..];
            });
            AcknowledgeIfDue();
        }

        Acknowledge();
    }

    /// <summary>Reads output until that much of it has come, and gives it.</summary>
    public byte[] Read(int count)
    {
        using MemoryStream seen = new();
        while (seen.Length < count)
        {
            ReadFrame(output => seen.Write(output));
        }

        Acknowledge();
        return seen.ToArray();
    }

    public void Dispose() => _socket.Dispose();

    private void AcknowledgeIfDue()
    {
        if (Position - _acknowledged >= AcknowledgeEvery)
        {
            Acknowledge();
        }
    }

    private void ReadFrame(Action<byte[]>? take = null)
    {
        Need(2);
        int opcode = _buffer[_start] & 0x0F;
        int length = _buffer[_start + 1] & 0x7F;
        int header = 2;
        if (length == 126)
        {
            Need(4);
            length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start + 2));
            header = 4;
        }
        else if (length == 127)
        {
            Need(10);
            length = checked((int)BinaryPrimitives.ReadInt64BigEndian(_buffer.AsSpan(_start + 2)));
            header = 10;
        }

        Need(header + length);
        ReadOnlySpan<byte> payload = _buffer.AsSpan(_start + header, length);
        _start += header + length;
        switch (opcode)
        {
            case 1:
                Control(JsonNode.Parse(payload)!);
                break;
            case 8:
                throw new InvalidOperationException($"The server closed the terminal socket: {Encoding.UTF8.GetString(payload.Length > 2 ? payload[2..] : payload)}");
            case 9:
                Send(10, payload);
                break;
            case 0 or 2:
                // A snapshot draws the screen and is no output; its end may share no frame with output.
                if (_snapshotLeft > 0)
                {
                    _snapshotLeft -= length;
                }
                else
                {
                    Position += length;
                }

                take?.Invoke(payload.ToArray());
                break;
        }
    }

    private void Control(JsonNode frame)
    {
        switch ((string?)frame["type"])
        {
            case "attached":
                Position = _acknowledged = (long)frame["offset"]!;
                _input = (long)frame["inputOffset"]!;
                Attached = true;
                break;
            case "snapshot":
                _snapshotLeft = (int)frame["length"]!;
                break;
            case "exit":
                Exited = true;
                break;
            case "gap" or "error":
                throw new InvalidOperationException($"The terminal said: {frame.ToJsonString()}");
        }
    }

    // The mask is zero, which is a mask like any other: the payload goes out as it is.
    private void Send(int opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> frame = stackalloc byte[8 + payload.Length];
        frame[0] = (byte)(0x80 | opcode);
        int header;
        if (payload.Length < 126)
        {
            frame[1] = (byte)(0x80 | payload.Length);
            header = 2;
        }
        else
        {
            frame[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], checked((ushort)payload.Length));
            header = 4;
        }

        frame.Slice(header, 4).Clear();
        payload.CopyTo(frame[(header + 4)..]);
        SendAll(frame[..(header + 4 + payload.Length)]);
    }

    private void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    private void Need(int count)
    {
        while (_end - _start < count)
        {
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0 && _buffer.Length - _end < 64 * 1024)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        int count = _socket.Receive(_buffer.AsSpan(_end));
        _end += count > 0 ? count : throw new InvalidOperationException("The server ended the connection.");
    }
}
