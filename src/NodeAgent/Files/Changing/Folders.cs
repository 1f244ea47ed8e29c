using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Makes the folders above something.</summary>
internal static class Folders
{
    /// <summary>Makes what is missing of a path.</summary>
    /// <returns>The folders that were made, the uppermost first.</returns>
    internal static IReadOnlyList<FilePath> Ensure(FileTree tree, FilePath path)
    {
        List<FilePath> made = [];
        Stack<FilePath> missing = new();
        for (FilePath at = path; !IsThere(tree, at); at = at.Parent)
        {
            missing.Push(at);
        }

        while (missing.TryPop(out FilePath? next))
        {
            using SafeFileHandle above = tree.OpenFolder(next.Parent);
            if (FileTree.TryMakeFolder(above, next.Name, next))
            {
                made.Add(next);
            }
        }

        return made;
    }

    /// <summary>Removes folders that were made, where nobody has put anything into them since.</summary>
    internal static void Remove(FileTree tree, IEnumerable<FilePath> made)
    {
        foreach (FilePath path in made.Reverse())
        {
            try
            {
                using SafeFileHandle above = tree.OpenFolder(path.Parent);
                FileTree.Remove(above, path.Name, isFolder: true, path);
            }
            catch (LinkRequestException)
            {
                // Somebody uses it.
            }
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
