using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>What a client sends, as a stream: the binary frames up to the first text frame.</summary>
/// <param name="stream">The stream.</param>
/// <param name="first">Bytes that were read already.</param>
internal sealed class FrameStream(IAgentStream stream, ReadOnlyMemory<byte> first) : Stream
{
    private ReadOnlyMemory<byte> _frame = first;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="ClientGoneException">The client went away before it said that it was done.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_frame.IsEmpty && !_ended)
        {
            StreamFrame frame = await stream.ReadAsync(cancellationToken) ?? throw new ClientGoneException();
            _ended = frame.IsText;
            _frame = frame.IsText ? default : frame.Data;
        }

        int count = Math.Min(buffer.Length, _frame.Length);
        _frame[..count].CopyTo(buffer);
        _frame = _frame[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
