using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Moves across file systems: a copy under a name of its own, put in place at once, then the removal.</summary>
internal static class TreeMove
{
    /// <summary>Copies to a place; nothing half is ever seen there.</summary>
    internal static void CopyTo(
        FileTree tree, SafeFileHandle from, byte[] name, SafeFileHandle to, byte[] newName, bool replace, FilePath path, FilesOptions options, CancellationToken cancellationToken)
    {
        if (!replace && FileTree.TryStatAt(to, newName, path) is not null)
        {
            throw FileErrors.Of(FileConstants.Exists, path.ToString());
        }

        byte[] temporary = TempName.Make();
        try
        {
            new TreeCopy(tree, options, cancellationToken).Copy(from, name, to, temporary, path);
            FileTree.TryRename(to, temporary, to, newName, replace, path);
        }
        catch
        {
            try
            {
                TreeRemoval.Remove(to, temporary, path, CancellationToken.None);
            }
            catch (LinkRequestException)
            {
                // What ended the copy is the better thing to say.
            }

            throw;
        }
    }

    /// <summary>Moves by renaming, or by copying where that is not possible.</summary>
    internal static void Move(
        FileTree tree, SafeFileHandle from, byte[] name, SafeFileHandle to, byte[] newName, bool replace, FilePath path, FilesOptions options, CancellationToken cancellationToken)
    {
        if (!FileTree.TryRename(from, name, to, newName, replace, path))
        {
            CopyTo(tree, from, name, to, newName, replace, path, options, cancellationToken);
            TreeRemoval.Remove(from, name, path, cancellationToken);
        }
    }
}
