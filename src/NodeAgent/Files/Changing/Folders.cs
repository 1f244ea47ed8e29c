using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Makes the folders above something.</summary>
internal static class Folders
{
    /// <summary>Makes what is missing of a path.</summary>
    internal static void Ensure(FileTree tree, FilePath path)
    {
        Stack<FilePath> missing = new();
        for (FilePath at = path; !IsThere(tree, at); at = at.Parent)
        {
            missing.Push(at);
        }

        while (missing.TryPop(out FilePath? next))
        {
            using SafeFileHandle above = tree.OpenFolder(next.Parent);
            FileTree.TryMakeFolder(above, next.Name, next);
        }
    }

    private static bool IsThere(FileTree tree, FilePath path)
    {
        try
        {
            tree.Find(path).Dispose();
            return true;
        }
        catch (LinkRequestException e) when (e.Code == FileErrors.NotFound && !path.IsRoot)
        {
            return false;
        }
    }
}
