using System.Security.Cryptography;
using System.Text;
using Anchorage.NodeAgent.Files.Backups;
using Anchorage.NodeAgent.Files.Changing;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>
/// Ends an upload: all files are read back and compared with the digests of their chunks and of the whole; only then is the first one put in place, by a rename, the file that
/// was there becoming its managed backup. What does not fit ends the transfer and changes nothing.
/// </summary>
internal sealed class FinishAction(TransferBook book, FilesOptions options, TimeProvider time) : JsonFileAction<TransferPlace, TransferReport>(FileActions.TransferFinish)
{
    /// <inheritdoc/>
    protected override async Task<TransferReport> DoAsync(FileRoot root, TransferPlace request, CancellationToken cancellationToken)
    {
        TransferSession session = book.Find(root.InstanceId, request.Owner, request.TransferId);
        await session.Turn.WaitAsync(cancellationToken);
        try
        {
            if (session.Status == "completed" && session.IsUpload)
            {
                // The answer to the first one may have been lost.
                return session.Report();
            }

            session.RequireOpen();
            RequireWhole(session);
            await PlaceAsync(root, session);
            return session.Report();
        }
        finally
        {
            session.Turn.Release();
        }
    }

    private static void RequireWhole(TransferSession session)
    {
        if (!session.IsWhole)
        {
            IEnumerable<string> parts = session.Report().Files.Where(f => f.TransferredChunks < f.Chunks).Take(3).Select(f => $"{f.Path} has {f.TransferredChunks} of {f.Chunks} chunks");
            throw new LinkRequestException(TransferErrors.Incomplete, $"Chunks are missing: {string.Join(", ", parts)}.");
        }

        if (!session.IsUpload)
        {
            throw TransferRules.Invalid("A download ends by itself with its last chunk.");
        }
    }

    private async Task PlaceAsync(FileRoot root, TransferSession session)
    {
        try
        {
            for (int i = 0; i < session.Header.Files.Count; i++)
            {
                int index = i;
                session.NoteChecksum(i, await root.RunLongAsync(tree => Verify(tree, session, index)));
            }

            foreach (TransferFile file in session.Header.Files)
            {
                await root.RunLongAsync(tree => Commit(tree, root.Home, file));
            }

            session.End("completed");
        }
        catch (LinkRequestException e) when (e.Code != FileErrors.AgentBusy)
        {
            await root.RunAsync(tree => TransferBook.Discard(tree, session.Header.Files));
            session.End("failed", e.Message);
            throw;
        }
    }

    private bool Commit(FileTree tree, FilePath home, TransferFile file)
    {
        FilePath path = FilePath.Parse(file.Path);
        using FileReplacement replacement = FileReplacement.Begin(tree, path, StartUploadAction.Request(path), Encoding.ASCII.GetBytes(file.Temporary!));
        replacement.Commit(tree, new BackupFolder(home, options, time));
        return true;
    }

    private static string Verify(FileTree tree, TransferSession session, int index)
    {
        TransferFile file = session.Header.Files[index];
        (SafeFileHandle folder, FilePath place) = tree.FindPlace(FilePath.Parse(file.Path), followLast: true);
        using (folder)
        {
            using SafeFileHandle content = tree.OpenFileAt(folder, Encoding.ASCII.GetBytes(file.Temporary!), place);
            using IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] buffer = new byte[file.ChunkSize];
            long at = 0;
            foreach (string? expected in session.Digests(index))
            {
                int length = (int)Math.Min(file.ChunkSize, file.Size - at);
                int read = 0;
                for (int count; read < length && (count = FileTree.Read(content, buffer.AsSpan(read, length - read), at + read, place)) > 0; read += count)
                {
                }

                if (Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, read))) != expected)
                {
                    throw Mismatch(place, "a chunk was changed on the disk after it came");
                }

                whole.AppendData(buffer, 0, read);
                at += length;
            }

            if (FileTree.Stat(content, place).Size != (ulong)file.Size)
            {
                throw Mismatch(place, "it is longer than what was sent");
            }

            string digest = Convert.ToHexStringLower(whole.GetHashAndReset());
            return file.Checksum is null || file.Checksum == digest ? digest : throw Mismatch(place, $"it is {digest}, not {file.Checksum}");
        }
    }

    private static LinkRequestException Mismatch(FilePath path, string problem) => new(TransferErrors.Mismatch, $"{path} does not have its checksum: {problem}.");
}
