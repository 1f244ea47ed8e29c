using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Anchorage.Api.Hosting;

/// <summary>
/// Blocks for the bytes between sockets and requests. The server's own have 4 KiB: a frame of a terminal or a tunnel would pass through nine of them, each with a
/// system call and a turn of its own. A connection that rests holds none.
/// </summary>
internal sealed class WideBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockSize = 32 * 1024;

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockSize;

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Block(ArrayPool<byte>.Shared.Rent(Math.Max(BlockSize, minBufferSize)));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The arrays belong to the process.
    }

    private sealed class Block(byte[] array) : IMemoryOwner<byte>
    {
        private byte[]? _array = array;

        public Memory<byte> Memory => _array;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is { } array)
            {
                ArrayPool<byte>.Shared.Return(array);
            }
        }
    }
}
