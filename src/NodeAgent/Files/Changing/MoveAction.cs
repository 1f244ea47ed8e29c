using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Reading;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Moves, renames or copies.</summary>
/// <param name="options">Limits.</param>
/// <param name="copies">True to leave the original where it is.</param>
internal sealed class MoveAction(FilesOptions options, bool copies) : JsonFileAction<MoveFile, FileEntry>(copies ? FileActions.Copy : FileActions.Move)
{
    /// <inheritdoc/>
    protected override Task<FileEntry> DoAsync(FileRoot root, MoveFile request, CancellationToken cancellationToken)
    {
        FilePath path = FilePath.Parse(request.Path);
        FilePath target = FilePath.Parse(request.Target);
        return target.IsWithin(path)
            ? throw new LinkRequestException(FileErrors.InvalidRequest, target.Names.Count == path.Names.Count ? $"{path} is there already." : $"{path} cannot go into itself.")
            : root.RunLongAsync(tree => Do(tree, path, target, request.Overwrite, cancellationToken));
    }

    private FileEntry Do(FileTree tree, FilePath path, FilePath target, bool overwrite, CancellationToken cancellationToken)
    {
        (SafeFileHandle from, FilePath source) = tree.FindPlace(path, followLast: false);
        using (from)
        {
            (SafeFileHandle to, FilePath place) = tree.FindPlace(target, followLast: false);
            using (to)
            {
                if (FileTree.TryStatAt(from, source.Name, source) is null)
                {
                    throw FileErrors.Of(FileConstants.NoEntry, path.ToString());
                }

                if (FileTree.TryStatAt(to, place.Name, place) is { } there && (!overwrite || there.IsFolder))
                {
                    throw FileErrors.Of(FileConstants.Exists, target.ToString());
                }

                if (copies)
                {
                    TreeMove.CopyTo(tree, from, source.Name, to, place.Name, overwrite, path, options, cancellationToken);
                }
                else
                {
                    TreeMove.Move(tree, from, source.Name, to, place.Name, overwrite, path, options, cancellationToken);
                }
            }
        }

        return StatAction.Look(tree, target);
    }
}
