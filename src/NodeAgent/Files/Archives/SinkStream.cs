using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>Keeps what a format writes until it is sent. It grows by what one step gives, and no more.</summary>
internal sealed class SinkStream : Stream
{
    private readonly MemoryStream _waiting = new();
    private long _total;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _total;
        set => throw new NotSupportedException();
    }

    /// <summary>Sends what waits, when there is enough of it.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="least">Fewer bytes go on waiting.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async ValueTask SendAsync(IAgentStream stream, int least, CancellationToken cancellationToken)
    {
        if (_waiting.Length < least || _waiting.Length == 0)
        {
            return;
        }

        ReadOnlyMemory<byte> all = _waiting.GetBuffer().AsMemory(0, (int)_waiting.Length);
        for (int at = 0; at < all.Length; at += PackWalk.Piece)
        {
            await stream.WriteAsync(all.Slice(at, Math.Min(PackWalk.Piece, all.Length - at)), text: false, cancellationToken);
        }

        _waiting.SetLength(0);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _waiting.Write(buffer);
        _total += buffer.Length;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
