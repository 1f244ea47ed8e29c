using System.Globalization;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Browsing;

/// <summary>Makes the items of system D's listings.</summary>
/// <param name="tree">The files.</param>
/// <param name="analysis">Counts what is in folders; null to leave that out.</param>
/// <param name="time">Now, which stands for times that make no sense.</param>
internal sealed class BrowseItems(FileTree tree, FolderAnalysis? analysis, TimeProvider time)
{
    // The first of January 1971: what is older was never set (inventory D9).
    private const long OldestSense = 31_536_000;

    /// <summary>Milliseconds since 1970 of the last change of the content.</summary>
    internal static long Milliseconds(Statx stat) => (Math.Clamp(stat.ModifySeconds, 0, 253_402_300_799) * 1000) + (stat.ModifyNanoseconds / 1_000_000);

    /// <summary>One item; null when it went away meanwhile.</summary>
    internal BrowseItem? Describe(SafeFileHandle folder, byte[] name, FilePath path)
    {
        if (FileTree.TryStatAt(folder, name, path) is not { } stat)
        {
            return null;
        }

        FileEntry entry = tree.Describe(stat, path, withPath: true, folder);
        long mtime = stat.ModifySeconds < OldestSense ? time.GetUtcNow().ToUnixTimeMilliseconds() : Milliseconds(stat);
        (FolderContents Contents, string Hash, long? Newest)? inside = stat.IsFolder ? analysis?.Look(folder, name, path) : null;
        string full = path.ToString();
        return new BrowseItem(
            entry.Name, full, full[1..], stat.IsFolder, stat.IsLink, entry.Size, DateTimeOffset.FromUnixTimeMilliseconds(mtime), mtime,
            string.Create(CultureInfo.InvariantCulture, $"{entry.Mode}"), entry.Uid, entry.Gid, entry.LinkTarget, inside?.Contents, inside?.Hash, inside?.Newest);
    }
}
