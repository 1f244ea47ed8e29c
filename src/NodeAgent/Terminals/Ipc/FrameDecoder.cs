using System.Buffers.Binary;

namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>Cuts a byte stream into frames: four bytes length (big-endian), one byte kind (0 data, 1 text), the payload.</summary>
/// <param name="maxPayload">Longest payload that is accepted.</param>
internal sealed class FrameDecoder(int maxPayload)
{
    /// <summary>Bytes before each payload.</summary>
    internal const int HeaderSize = 5;

    /// <summary>Longest payload from agent to host: a data frame of a viewer with its offset, or a request.</summary>
    internal const int MaxToHost = (64 * 1024) + 8;

    /// <summary>Longest payload from host to agent: a list of all terminals, or a chunk of output.</summary>
    internal const int MaxToAgent = 1024 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;

    /// <summary>Writes a header.</summary>
    internal static void WriteHeader(Span<byte> destination, int payloadLength, bool text)
    {
        BinaryPrimitives.WriteInt32BigEndian(destination, payloadLength);
        destination[4] = text ? (byte)1 : (byte)0;
    }

    /// <summary>Adds bytes that were received.</summary>
    internal void Append(ReadOnlySpan<byte> data)
    {
        data.CopyTo(GetMemory(data.Length).Span);
        Advance(data.Length);
    }

    /// <summary>Space to receive into; frames taken before become invalid.</summary>
    internal Memory<byte> GetMemory(int minimum)
    {
        int used = _end - _start;
        if (_buffer.Length - _end < minimum)
        {
            byte[] target = _buffer.Length - used >= minimum ? _buffer : new byte[Math.Max(used + minimum, Math.Min(_buffer.Length * 2, maxPayload + HeaderSize))];
            _buffer.AsSpan(_start, used).CopyTo(target);
            (_buffer, _start, _end) = (target, 0, used);
        }

        return _buffer.AsMemory(_end);
    }

    /// <summary>Says how much of <see cref="GetMemory"/> was filled.</summary>
    internal void Advance(int count) => _end += count;

    /// <summary>Takes the next whole frame.</summary>
    /// <exception cref="InvalidDataException">The stream is not made of such frames; the connection must close.</exception>
    internal bool TryRead(out IpcFrame frame)
    {
        frame = default;
        if (_end - _start < HeaderSize)
        {
            return ReleaseWhenEmpty();
        }

        ReadOnlySpan<byte> header = _buffer.AsSpan(_start, HeaderSize);
        int length = BinaryPrimitives.ReadInt32BigEndian(header);
        if (length < 0 || length > maxPayload || header[4] > 1)
        {
            throw new InvalidDataException($"A frame of kind {header[4]} with {length} bytes is not allowed; the longest has {maxPayload}.");
        }

        if (_end - _start - HeaderSize < length)
        {
            return false;
        }

        frame = new IpcFrame(_buffer.AsMemory(_start + HeaderSize, length), header[4] == 1);
        _start += HeaderSize + length;
        return true;
    }

    // An idle connection keeps no buffer worth mentioning.
    private bool ReleaseWhenEmpty()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
            if (_buffer.Length > 128 * 1024)
            {
                _buffer = [];
            }
        }

        return false;
    }
}
