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
        if (IsThere(tree, path))
        {
            return;
        }

        // Halving: a path may have thousands of names, and each look walks all of them.
        int there = 0, missing = path.Names.Count;
        while (missing - there > 1)
        {
            int middle = (there + missing) / 2;
            (there, missing) = IsThere(tree, path.Take(middle)) ? (middle, missing) : (there, middle);
        }

        SafeFileHandle at = tree.OpenFolder(path.Take(there));
        try
        {
            foreach (byte[] name in path.Names.Skip(there))
            {
                FileTree.TryMakeFolder(at, name, path);
                SafeFileHandle next = FileTree.OpenFolderAt(at, name, path);
                at.Dispose();
                at = next;
            }
        }
        finally
        {
            at.Dispose();
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
