using System.Buffers;

namespace Anchorage.NodeAgent.Protocol.Wire;

/// <summary>Joins the pieces of one frame in a pooled buffer that grows up to a limit.</summary>
/// <param name="maxTextBytes">Largest text frame.</param>
/// <param name="maxBinaryBytes">Largest binary frame; 0 refuses them.</param>
public sealed class FrameBuffer(int maxTextBytes, int maxBinaryBytes) : IDisposable
{
    private const int FirstSize = 64 * 1024;
    private byte[]? _buffer;
    private int _length;

    /// <summary>The bytes joined so far; valid until <see cref="Reset"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Room for the next piece, at least one byte.</summary>
    public Memory<byte> GetMemory()
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
        }
        else if (_length == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }

    /// <summary>Takes note of a piece written into <see cref="GetMemory"/>.</summary>
    /// <exception cref="FrameTooLargeException">The frame is above the limit of its type.</exception>
    public void Advance(int count, bool text)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, (_buffer?.Length ?? 0) - _length);
        _length += count;
        int limit = text ? maxTextBytes : maxBinaryBytes;
        if (_length > limit)
        {
            throw new FrameTooLargeException(limit);
        }
    }

    /// <summary>Forgets the frame and gives the buffer back, so that an idle socket holds none.</summary>
    public void Reset()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }

        _length = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Reset();
}
