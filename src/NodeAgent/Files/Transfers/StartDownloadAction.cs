using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>Begins a transfer that reads: remembers what each file is, since its chunks shall be those of one file.</summary>
internal sealed class StartDownloadAction(TransferBook book, FilesOptions options) : JsonFileAction<StartTransfer, TransferReport>(FileActions.TransferDownload)
{
    /// <inheritdoc/>
    protected override async Task<TransferReport> DoAsync(FileRoot root, StartTransfer request, CancellationToken cancellationToken)
    {
        TransferRules.Check(request, writes: false, options);
        book.RequireRoom(root.InstanceId);
        List<TransferFile> files = [];
        foreach (TransferWish wish in request.Files)
        {
            FilePath path = FilePath.Parse(wish.Path);
            (long size, string etag) = await root.RunAsync(tree =>
            {
                using SafeFileHandle file = tree.OpenFile(path);
                Native.Statx stat = FileTree.Stat(file, path);
                return ((long)stat.Size, FileTree.Etag(stat));
            });
            if (size > options.MaxFileBytes)
            {
                throw new LinkRequestException(FileErrors.TooLarge, $"{path} is larger than the {options.MaxFileBytes} bytes that this node carries.");
            }

            files.Add(new TransferFile(path.ToString(), size, TransferSizes.ChunkOf(size), null, null, etag));
        }

        return book.Add(root.InstanceId, request, files).Report();
    }
}
