using Anchorage.Api.Streams;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Sync;

/// <summary>The bytes of a file as they come from its node. An end before the last byte is an error: half a file must not look like a whole one.</summary>
internal sealed class SourceContent(NodeStream stream, long length, RightsWatch watch, TimeSpan idle) : Stream
{
    private readonly long _length = length;
    private ReadOnlyMemory<byte> _rest;
    private long _done;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _done;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_done == _length)
        {
            return 0;
        }

        while (_rest.IsEmpty)
        {
            watch.Expect(idle);
            WireFrame frame = await stream.ReadAsync(cancellationToken) ?? throw Changed();
            _rest = frame.IsText ? default : frame.Data;
            if (_rest.Length > _length - _done)
            {
                throw Changed();
            }
        }

        int count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer.Span);
        _rest = _rest[count..];
        _done += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static AnchorageException Changed() => new(ErrorCodes.ChangedMeanwhile, ("kind", "file"));
}
