using System.Globalization;
using System.Text;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>
/// Removes a folder with all that is in it. Each folder that is found in it is moved up beside it first and emptied there, so that neither open handles nor a stack grow with
/// the depth, and no path of any length is ever named.
/// </summary>
internal static class TreeRemoval
{
    /// <summary>Removes a name in a folder, whatever it stands for.</summary>
    internal static void Remove(SafeFileHandle folder, byte[] name, FilePath path, CancellationToken cancellationToken)
    {
        if (FileTree.TryStatAt(folder, name, path) is not { } stat)
        {
            return;
        }

        if (!stat.IsFolder)
        {
            FileTree.Remove(folder, name, isFolder: false, path);
            return;
        }

        byte[] prefix = TempName.Make();
        int moved = 0;
        Queue<byte[]> waiting = new([name]);
        while (waiting.TryDequeue(out byte[]? next))
        {
            using SafeFileHandle inner = OpenToEmpty(folder, next, path);
            foreach (FolderName entry in FileTree.Names(inner, int.MaxValue, path))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (FileTree.TryStatAt(inner, entry.Name, path) is { IsFolder: true })
                {
                    byte[] beside = [.. prefix, .. Encoding.ASCII.GetBytes((moved++).ToString(CultureInfo.InvariantCulture))];
                    MoveUp(inner, entry.Name, folder, beside, path);
                    waiting.Enqueue(beside);
                }
                else
                {
                    FileTree.Remove(inner, entry.Name, isFolder: false, path);
                }
            }

            FileTree.Remove(folder, next, isFolder: true, path);
        }
    }

    /// <summary>A folder of the user's own that forbids reading or writing is no obstacle: the user could allow it.</summary>
    private static SafeFileHandle OpenToEmpty(SafeFileHandle folder, byte[] name, FilePath path)
    {
        Allow(folder, name, path);
        return FileTree.OpenFolderAt(folder, name, path);
    }

    private static void MoveUp(SafeFileHandle inner, byte[] name, SafeFileHandle folder, byte[] beside, FilePath path)
    {
        Allow(inner, name, path);
        if (!FileTree.TryRename(inner, name, folder, beside, replace: false, path))
        {
            throw FileErrors.Of(FileConstants.Busy, path.Child(name).ToString());
        }
    }

    private static void Allow(SafeFileHandle folder, byte[] name, FilePath path)
    {
        if (FileTree.TryStatAt(folder, name, path) is not { } stat || (stat.Mode & 0x1C0) == 0x1C0)
        {
            return;
        }

        try
        {
            using SafeFileHandle found = FileTree.FindAt(folder, name, path);
            FileTree.SetModeOfFound(found, stat.Mode | 0x1C0u, path);
        }
        catch (LinkRequestException)
        {
            // Not the user's own; what follows says what is not allowed.
        }
    }
}
