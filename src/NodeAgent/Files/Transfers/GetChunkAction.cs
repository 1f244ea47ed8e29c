using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>Gives one chunk: a text frame with its size and digest, then its bytes. With the last one the digest of the whole is made.</summary>
internal sealed class GetChunkAction(TransferBook book, FilesOptions options, TimeProvider time) : IFileAction
{
    private const int Piece = 256 * 1024;

    /// <inheritdoc/>
    public string Action => FileActions.TransferGet;

    /// <inheritdoc/>
    public async Task ServeAsync(FileRoot root, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken)
    {
        ChunkPlace place = ProtocolJson.Read<ChunkPlace>(arguments);
        TransferSession session = book.Find(root.InstanceId, place.Owner, place.TransferId);
        if (session.IsUpload)
        {
            throw TransferRules.Invalid("An upload gives no chunks.");
        }

        if (session.Status != "completed")
        {
            session.RequireOpen();
        }

        (long offset, int size) = session.Place(place.File, place.Index);
        TransferFile file = session.File(place.File);
        FilePath path = FilePath.Parse(file.Path);
        byte[] data = await root.RunAsync(tree => Read(tree, path, file, offset, size));
        string digest = Convert.ToHexStringLower(SHA256.HashData(data));
        await stream.AcceptAsync(cancellationToken);
        await stream.SayAsync(new ChunkReport(place.File, place.Index, size, digest, null), cancellationToken);
        for (int at = 0; at < size; at += Piece)
        {
            await stream.WriteAsync(data.AsMemory(at, Math.Min(Piece, size - at)), text: false, cancellationToken);
        }

        await NoteAsync(root, session, place, digest, size, cancellationToken);
    }

    private async Task NoteAsync(FileRoot root, TransferSession session, ChunkPlace place, string digest, int size, CancellationToken cancellationToken)
    {
        await session.Turn.WaitAsync(cancellationToken);
        try
        {
            if (session.HasEnded)
            {
                return;
            }

            session.Note(place.File, place.Index, digest);
            if (session.IsWhole)
            {
                await EndAsync(root, session);
            }
            else if (options.TransferBytesPerSecond is > 0 and var rate)
            {
                await Task.Delay(TimeSpan.FromSeconds((double)size / rate), time, cancellationToken);
            }
        }
        finally
        {
            session.Turn.Release();
        }
    }

    private static async Task EndAsync(FileRoot root, TransferSession session)
    {
        try
        {
            for (int i = 0; i < session.Header.Files.Count; i++)
            {
                TransferFile file = session.Header.Files[i];
                session.NoteChecksum(i, await root.RunLongAsync(tree => Digest(tree, file)));
            }

            session.End("completed");
        }
        catch (LinkRequestException e)
        {
            session.End("failed", e.Message);
        }
    }

    private static byte[] Read(FileTree tree, FilePath path, TransferFile file, long offset, int size)
    {
        using SafeFileHandle opened = Open(tree, path, file);
        byte[] data = new byte[size];
        int length = 0;
        for (int count; length < size && (count = FileTree.Read(opened, data.AsSpan(length), offset + length, path)) > 0; length += count)
        {
        }

        RequireSame(opened, path, file);
        return length == size ? data : throw Changed(path);
    }

    private static string Digest(FileTree tree, TransferFile file)
    {
        FilePath path = FilePath.Parse(file.Path);
        using SafeFileHandle opened = Open(tree, path, file);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[TransferSizes.LargestChunk];
        long at = 0;
        for (int count; (count = FileTree.Read(opened, buffer, at, path)) > 0; at += count)
        {
            hash.AppendData(buffer, 0, count);
        }

        RequireSame(opened, path, file);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static SafeFileHandle Open(FileTree tree, FilePath path, TransferFile file)
    {
        SafeFileHandle opened = tree.OpenFile(path);
        try
        {
            RequireSame(opened, path, file);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static void RequireSame(SafeFileHandle opened, FilePath path, TransferFile file)
    {
        Statx stat = FileTree.Stat(opened, path);
        if (FileTree.Etag(stat) != file.Etag)
        {
            throw Changed(path);
        }
    }

    private static LinkRequestException Changed(FilePath path) => new(FileErrors.ChangedMeanwhile, $"{path} has changed since the transfer began. Begin another one.");
}
