using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Changing;

/// <summary>Makes the folders above something.</summary>
internal static class Folders
{
    /// <summary>Makes what is missing of a path.</summary>
    /// <returns>The folders that were made, the lowest first.</returns>
    internal static IEnumerable<FilePath> Ensure(FileTree tree, FilePath path)
    {
        if (IsThere(tree, path))
        {
            return [];
        }

        // Halving: a path may have thousands of names, and each look walks all of them.
        int there = 0, missing = path.Names.Count;
        while (missing - there > 1)
        {
            int middle = (there + missing) / 2;
            (there, missing) = IsThere(tree, path.Take(middle)) ? (middle, missing) : (there, middle);
        }

        List<int> made = [];
        SafeFileHandle at = tree.OpenFolder(path.Take(there));
        try
        {
            for (int depth = there; depth < path.Names.Count; depth++)
            {
                byte[] name = path.Names[depth];
                if (FileTree.TryMakeFolder(at, name, path))
                {
                    made.Add(depth + 1);
                }

                SafeFileHandle next = FileTree.OpenFolderAt(at, name, path);
                at.Dispose();
                at = next;
            }
        }
        finally
        {
            at.Dispose();
        }

        // Named when asked for: thousands of paths of thousands of names are much to keep.
        made.Reverse();
        return made.Select(path.Take);
    }

    /// <summary>Removes folders that were made, where nobody has put anything into them since.</summary>
    /// <param name="tree">Where.</param>
    /// <param name="made">As <see cref="Ensure"/> gave them.</param>
    internal static void Remove(FileTree tree, IEnumerable<FilePath> made)
    {
        foreach (FilePath path in made)
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
