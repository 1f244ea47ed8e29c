using Anchorage.NodeAgent.Terminals.Ipc;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>A connection of the agent to the host: frames in, frames out, never blocking.</summary>
internal sealed class FramedConnection : IReady
{
    // Control frames of a peer that reads nothing may pile up to here; data is only written while nothing is pending.
    private const int MaxPending = 2 * 1024 * 1024;

    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(5);

    private readonly EventLoop _loop;
    private readonly int _fd;
    private readonly FrameDecoder _decoder = new(FrameDecoder.MaxToHost);
    private byte[] _pending = [];
    private int _pendingStart;
    private int _pendingEnd;
    private bool _closing;

    internal FramedConnection(EventLoop loop, int fd, IConnectionOwner owner)
    {
        _loop = loop;
        _fd = fd;
        Owner = owner;
        loop.Add(fd, this);
    }

    /// <summary>Who is called; a handshake hands over to a session.</summary>
    internal IConnectionOwner Owner { get; set; }

    /// <summary>True once closed.</summary>
    internal bool Closed { get; private set; }

    /// <summary>True while a frame would go straight to the kernel.</summary>
    internal bool Idle => !Closed && !_closing && _pendingStart == _pendingEnd;

    /// <inheritdoc/>
    public void OnReady(bool readable, bool writable)
    {
        if (writable && _pendingEnd > _pendingStart)
        {
            Flush();
        }

        if (readable && !Closed)
        {
            Receive();
        }
    }

    /// <summary>Sends a control frame.</summary>
    internal void SendText(ReadOnlySpan<byte> json)
    {
        if (Closed || _closing)
        {
            return;
        }

        SendFrame(json, text: true);
    }

    /// <summary>Sends output from the ring; only while <see cref="Idle"/>.</summary>
    internal void SendOutput(OutputRing ring, long offset, int count)
    {
        Span<byte> frame = _loop.SendScratch(FrameDecoder.HeaderSize + count);
        FrameDecoder.WriteHeader(frame, count, text: false);
        ring.CopyTo(offset, frame[FrameDecoder.HeaderSize..]);
        Write(frame);
    }

    /// <summary>Sends data; only while <see cref="Idle"/>.</summary>
    internal void SendData(ReadOnlySpan<byte> data) => SendFrame(data, text: false);

    /// <summary>Sends as much of a long piece of data as the kernel takes now.</summary>
    /// <returns>What is left, for when the connection has drained.</returns>
    internal ReadOnlyMemory<byte> SendWhileIdle(ReadOnlyMemory<byte> data)
    {
        while (Idle && !data.IsEmpty)
        {
            int count = Math.Min(ViewerSession.Chunk, data.Length);
            SendData(data.Span[..count]);
            data = data[count..];
        }

        return data;
    }

    /// <summary>Says that nothing more will come, once everything written is with the kernel, and waits a moment for the other side to close.</summary>
    /// <remarks>Closing at once would destroy what the other side has not read yet if anything of it is unread here.</remarks>
    internal void CloseWhenDrained()
    {
        if (_closing || Closed)
        {
            return;
        }

        _closing = true;
        _loop.Schedule(LingerTime, Close);
        if (_pendingStart == _pendingEnd)
        {
            _ = Libc.Shutdown(_fd, LinuxConstants.ShutdownWrite);
        }
    }

    /// <summary>Closes now.</summary>
    internal void Close()
    {
        if (!Closed)
        {
            Closed = true;
            _loop.Remove(_fd);
            _ = Libc.Close(_fd);
            _pending = [];
            Owner.OnClosed();
        }
    }

    private void Receive()
    {
        int count = Descriptor.Read(_fd, _loop.Scratch);
        if (count == Descriptor.WouldBlock)
        {
            return;
        }

        if (count == 0)
        {
            Close();
            return;
        }

        if (_closing)
        {
            return;
        }

        _decoder.Append(_loop.Scratch.AsSpan(0, count));
        try
        {
            while (!Closed && !_closing && _decoder.TryRead(out IpcFrame frame))
            {
                Owner.OnFrame(frame);
            }
        }
        catch (Exception error) when (error is InvalidDataException or System.Text.Json.JsonException)
        {
            Close();
        }
    }

    private void SendFrame(ReadOnlySpan<byte> payload, bool text)
    {
        Span<byte> frame = _loop.SendScratch(FrameDecoder.HeaderSize + payload.Length);
        FrameDecoder.WriteHeader(frame, payload.Length, text);
        payload.CopyTo(frame[FrameDecoder.HeaderSize..]);
        Write(frame);
    }

    private void Write(ReadOnlySpan<byte> data)
    {
        if (_pendingStart == _pendingEnd)
        {
            int written = Descriptor.Write(_fd, data);
            if (written == -2)
            {
                Close();
                return;
            }

            data = data[Math.Max(written, 0)..];
            if (data.Length == 0)
            {
                return;
            }

            _loop.Change(_fd, read: true, write: true);
        }

        int used = _pendingEnd - _pendingStart;
        if (used + data.Length > MaxPending)
        {
            Close();
            return;
        }

        if (_pending.Length - _pendingEnd < data.Length)
        {
            byte[] target = new byte[Math.Max(used + data.Length, Math.Min(used * 2, MaxPending))];
            _pending.AsSpan(_pendingStart, used).CopyTo(target);
            (_pending, _pendingStart, _pendingEnd) = (target, 0, used);
        }

        data.CopyTo(_pending.AsSpan(_pendingEnd));
        _pendingEnd += data.Length;
    }

    private void Flush()
    {
        int written = Descriptor.Write(_fd, _pending.AsSpan(_pendingStart, _pendingEnd - _pendingStart));
        if (written == -2)
        {
            Close();
            return;
        }

        _pendingStart += Math.Max(written, 0);
        if (_pendingStart == _pendingEnd)
        {
            (_pending, _pendingStart, _pendingEnd) = ([], 0, 0);
            _loop.Change(_fd, read: true, write: false);
            if (_closing)
            {
                _ = Libc.Shutdown(_fd, LinuxConstants.ShutdownWrite);
                return;
            }

            Owner.OnDrained();
        }
    }
}
