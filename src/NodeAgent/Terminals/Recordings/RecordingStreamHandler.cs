using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>Serves <see cref="StreamKinds.Recording"/>: the file as far as it is written now, whole lines only.</summary>
/// <param name="store">The recordings.</param>
internal sealed class RecordingStreamHandler(RecordingStore store) : IStreamHandler
{
    private const int Piece = 64 * 1024;

    /// <inheritdoc/>
    public string Kind => StreamKinds.Recording;

    /// <inheritdoc/>
    public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
    {
        await using FileStream file = store.Open(ProtocolJson.Read<ReadRecording>(payload).RecordingId);
        await stream.AcceptAsync(cancellationToken);
        await CopyLinesAsync(file, (piece, token) => stream.WriteAsync(piece, text: false, token), cancellationToken);
    }

    /// <summary>Copies what the file holds now, up to the end of its last whole line.</summary>
    internal static async Task CopyLinesAsync(Stream file, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[Piece];
        long left = file.Length;
        using var unfinished = new MemoryStream();
        while (left > 0)
        {
            int count = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(Piece, left)), cancellationToken);
            if (count == 0)
            {
                break;
            }

            left -= count;
            int whole = buffer.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
            if (whole > 0)
            {
                for (int at = 0; at < unfinished.Length; at += Piece)
                {
                    await write(unfinished.GetBuffer().AsMemory(at, (int)Math.Min(Piece, unfinished.Length - at)), cancellationToken);
                }

                unfinished.SetLength(0);
                await write(buffer.AsMemory(0, whole), cancellationToken);
            }

            unfinished.Write(buffer, whole, count - whole);
        }
    }
}
