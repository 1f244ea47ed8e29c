using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Anchorage.NodeAgent.Files.Changing;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Backups;

/// <summary>
/// Managed backups in <c>.anchorage-backups</c> of the home folder: what a replaced file was before, one per file, named by its path with <c>_</c> for slashes (inventory D10).
/// Eight digits of a digest of the path are part of the name, since two paths may read the same then.
/// </summary>
internal sealed class BackupFolder(FilePath home, FilesOptions options, TimeProvider time)
{
    private const int LongestName = 180;
    private readonly FilePath _path = home.Child(".anchorage-backups"u8.ToArray());

    /// <summary>Puts an object aside as the backup of a path; the one before is removed.</summary>
    internal void Keep(FileTree tree, SafeFileHandle folder, byte[] name, FilePath path)
    {
        using SafeFileHandle backups = Open(tree);
        byte[] kept = Name(path);
        TreeMove.Move(tree, folder, name, backups, kept, replace: true, path, options, CancellationToken.None);
        Prune(tree, path, kept);
    }

    /// <summary>Copies an object as a further backup of a path; the one before stays until <see cref="Prune"/>.</summary>
    /// <returns>Its name.</returns>
    internal byte[] Copy(FileTree tree, SafeFileHandle folder, byte[] name, FilePath path)
    {
        using SafeFileHandle backups = Open(tree);
        byte[] kept = Name(path);
        TreeMove.CopyTo(tree, folder, name, backups, kept, true, path, options, CancellationToken.None);
        return kept;
    }

    /// <summary>Removes the other backups of a path.</summary>
    internal void Prune(FileTree tree, FilePath path, byte[] kept)
    {
        byte[] prefix = Prefix(path);
        using SafeFileHandle backups = Open(tree);
        foreach (FolderName old in FileTree.Names(backups, options.MaxFolderEntries, _path).Where(n => n.Name.AsSpan().StartsWith(prefix) && !n.Name.AsSpan().SequenceEqual(kept)))
        {
            TreeRemoval.Remove(backups, old.Name, _path, CancellationToken.None);
        }
    }

    /// <summary>Removes one backup.</summary>
    internal void Remove(FileTree tree, byte[] kept)
    {
        using SafeFileHandle backups = Open(tree);
        TreeRemoval.Remove(backups, kept, _path, CancellationToken.None);
    }

    /// <summary>Removes all of them.</summary>
    /// <returns>How many there were.</returns>
    internal int Empty(FileTree tree, CancellationToken cancellationToken)
    {
        using SafeFileHandle backups = Open(tree);
        List<FolderName> names = FileTree.Names(backups, options.MaxFolderEntries, _path);
        foreach (FolderName name in names)
        {
            TreeRemoval.Remove(backups, name.Name, _path, cancellationToken);
        }

        return names.Count;
    }

    private byte[] Name(FilePath path) => [.. Prefix(path), .. Encoding.ASCII.GetBytes(time.GetUtcNow().UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture))];

    private static byte[] Prefix(FilePath path)
    {
        byte[] flat = [.. string.Join('_', path.Names.Select(n => PathText.Encode(n))).Select(c => c is >= ' ' and < (char)127 ? (byte)c : (byte)'_').Take(LongestName)];
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path.ToString())).AsSpan(0, 4));
        return [.. flat, .. Encoding.ASCII.GetBytes($".{digest}.backup.")];
    }

    private SafeFileHandle Open(FileTree tree)
    {
        using (SafeFileHandle above = tree.OpenFolder(home))
        {
            FileTree.TryMakeFolder(above, _path.Name, _path, 0x1C0);

            // Not by its path: the user may have put a link there that leads elsewhere.
            return FileTree.OpenFolderAt(above, _path.Name, _path);
        }
    }
}
