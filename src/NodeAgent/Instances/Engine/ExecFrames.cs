using System.Buffers.Binary;
using System.Net.Sockets;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>Takes apart what an exec without a terminal sends: frames of 8 bytes header (kind, three zeros, length) and payload.</summary>
internal sealed class ExecFrames(Socket socket, byte[] first)
{
    private const int HeaderSize = 8;
    private readonly byte[] _header = new byte[HeaderSize];
    private ReadOnlyMemory<byte> _first = first;
    private uint _left;

    /// <summary>Reads a piece.</summary>
    /// <returns>1 for standard output, 2 for the error output, and how many bytes; none at the end.</returns>
    public async ValueTask<(byte Kind, int Count)> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_left == 0)
        {
            for (var have = 0; have < HeaderSize;)
            {
                var count = await ReceiveAsync(_header.AsMemory(have), cancellationToken);
                if (count == 0)
                {
                    return default;
                }

                have += count;
            }

            _left = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4));
        }

        var read = await ReceiveAsync(buffer[..(int)Math.Min(_left, (uint)buffer.Length)], cancellationToken);
        _left -= (uint)read;
        return (_header[0], read);
    }

    private ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_first.IsEmpty)
        {
            return socket.ReceiveAsync(buffer, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _first.Length);
        _first[..count].CopyTo(buffer);
        _first = _first[count..];
        return ValueTask.FromResult(count);
    }
}
