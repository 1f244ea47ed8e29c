using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Files.Changing;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>Takes one chunk: binary frames, then a text frame. A chunk that is not what its checksum says is refused alone; the transfer goes on.</summary>
internal sealed class PutChunkAction(TransferBook book, FilesOptions options, TimeProvider time) : IFileAction
{
    /// <inheritdoc/>
    public string Action => FileActions.TransferPut;

    /// <inheritdoc/>
    public async Task ServeAsync(FileRoot root, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken)
    {
        ChunkPlace place = ProtocolJson.Read<ChunkPlace>(arguments);
        TransferSession session = book.Find(root.InstanceId, place.Owner, place.TransferId);
        if (!session.IsUpload || !TransferRules.IsDigest(place.Checksum))
        {
            throw TransferRules.Invalid(session.IsUpload ? "A chunk comes with its SHA-256: 64 hex digits in lower case." : "A download takes no chunks.");
        }

        session.RequireOpen();
        (long offset, int size) = session.Place(place.File, place.Index);
        await stream.AcceptAsync(cancellationToken);
        try
        {
            if (await ReceiveAsync(stream, size, cancellationToken) is not { } data)
            {
                return;
            }

            await StoreAsync(root, session, place, offset, data, cancellationToken);
            await JsonStream.WriteAsync(stream, new ChunkReport(place.File, place.Index, size, place.Checksum!, session.Report()), cancellationToken);
        }
        catch (LinkRequestException e)
        {
            await stream.SayAsync(new FileResult(null, new LinkError(e.Code, e.Message)), cancellationToken);
        }
    }

    /// <summary>Null when the client went away before the end.</summary>
    private static async Task<byte[]?> ReceiveAsync(IAgentStream stream, int size, CancellationToken cancellationToken)
    {
        byte[] data = new byte[size];
        int length = 0;
        while (await stream.ReadAsync(cancellationToken) is { } frame)
        {
            if (frame.IsText)
            {
                return length == size ? data : throw TransferRules.Invalid($"The chunk has {size} bytes; {length} came.");
            }

            if (length + frame.Data.Length > size)
            {
                throw TransferRules.Invalid($"The chunk has {size} bytes; more came.");
            }

            frame.Data.CopyTo(data.AsMemory(length));
            length += frame.Data.Length;
        }

        return null;
    }

    private async Task StoreAsync(FileRoot root, TransferSession session, ChunkPlace place, long offset, byte[] data, CancellationToken cancellationToken)
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(data));
        if (digest != place.Checksum)
        {
            throw new LinkRequestException(TransferErrors.Mismatch, $"Chunk {place.Index} is not what its checksum says. Send it again.");
        }

        await session.Turn.WaitAsync(cancellationToken);
        try
        {
            session.RequireOpen();
            if (session.Digests(place.File)[place.Index] is { } known && known != digest)
            {
                throw new LinkRequestException(TransferErrors.Mismatch, $"Chunk {place.Index} came before with other content. Cancel the transfer if the file has changed.");
            }

            TransferFile file = session.File(place.File);
            await root.RunAsync(tree =>
            {
                FilePath path = FilePath.Parse(file.Path);
                using FileReplacement replacement = FileReplacement.Begin(tree, path, StartUploadAction.Request(path), Encoding.ASCII.GetBytes(file.Temporary!));
                FileTree.WriteAt(replacement.File, data, offset, path);
                return true;
            });
            session.Note(place.File, place.Index, digest);
            await PaceAsync(data.Length, cancellationToken);
        }
        finally
        {
            session.Turn.Release();
        }
    }

    private Task PaceAsync(int bytes, CancellationToken cancellationToken) => options.TransferBytesPerSecond is > 0 and var rate
        ? Task.Delay(TimeSpan.FromSeconds((double)bytes / rate), time, cancellationToken)
        : Task.CompletedTask;
}
