using System.Text;
using Anchorage.NodeAgent.Files.Changing;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>Begins a transfer that writes: makes the new content beside each file, empty yet.</summary>
internal sealed class StartUploadAction(TransferBook book, FilesOptions options) : JsonFileAction<StartTransfer, TransferReport>(FileActions.TransferUpload)
{
    /// <inheritdoc/>
    protected override async Task<TransferReport> DoAsync(FileRoot root, StartTransfer request, CancellationToken cancellationToken)
    {
        TransferRules.Check(request, writes: true, options);
        book.RequireRoom(root.InstanceId);
        List<TransferFile> files = [];
        try
        {
            foreach (TransferWish wish in request.Files)
            {
                FilePath path = FilePath.Parse(wish.Path);
                int chunk = TransferSizes.ChunkOf(wish.Size!.Value);
                string temporary = await root.RunAsync(tree => Make(tree, path));
                files.Add(new TransferFile(path.ToString(), wish.Size.Value, chunk, wish.Checksum, temporary, null));
            }

            return book.Add(root.InstanceId, request, files).Report();
        }
        catch
        {
            await root.RunAsync(tree => TransferBook.Discard(tree, files));
            throw;
        }
    }

    /// <summary>What a transfer asks of a file that it replaces.</summary>
    internal static WriteFile Request(FilePath path) => new(path.ToString(), null, false, true, null, null);

    private static string Make(FileTree tree, FilePath path)
    {
        using FileReplacement file = FileReplacement.Begin(tree, path, Request(path));
        file.Leave();
        return Encoding.ASCII.GetString(file.Temporary);
    }
}
