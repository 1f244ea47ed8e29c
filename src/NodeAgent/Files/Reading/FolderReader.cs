using System.Buffers.Text;
using System.Globalization;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Reading;

/// <summary>Lists a folder in pages. A page begins after an entry, not at a number, so that changes between two pages neither hide nor repeat others.</summary>
internal static class FolderReader
{
    internal const int MaxLimit = 10_000;

    /// <summary>Reads a page.</summary>
    internal static FolderListing Read(FileTree tree, FilePath path, ListFolder request, FilesOptions options)
    {
        if (request.Limit is < 1 or > MaxLimit)
        {
            throw Invalid($"The limit is 1 to {MaxLimit}.");
        }

        using SafeFileHandle folder = tree.OpenFolder(path);
        List<FolderName> names = FileTree.Names(folder, options.MaxFolderEntries, path);
        Position[] all = request.Sort switch
        {
            "name" => [.. names.Select(name => new Position(IsFolder(tree, folder, name, path), 0, name.Name))],
            "size" => [.. WithStat(folder, names, path).Select(e => new Position(e.Stat.IsFolder, (long)e.Stat.Size, e.Name))],
            "modified" => [.. WithStat(folder, names, path).Select(e => new Position(e.Stat.IsFolder, (e.Stat.ModifySeconds * 1_000_000_000) + e.Stat.ModifyNanoseconds, e.Name))],
            _ => throw Invalid("Lists are sorted by name, size or modified."),
        };
        Comparison<Position> order = request.Descending ? Position.Descending : Position.Ascending;
        Array.Sort(all, order);
        int begin = request.Cursor is { } cursor ? After(all, Position.Parse(cursor), order) : 0;
        List<FileEntry> items = new(Math.Min(request.Limit, all.Length));
        int next = begin;
        while (next < all.Length && items.Count < request.Limit)
        {
            Position place = all[next++];

            // It may have gone since the names were read.
            if (FileTree.TryStatAt(folder, place.Name, path) is { } stat)
            {
                items.Add(tree.Describe(stat, path, folder, place.Name));
            }
        }

        return new FolderListing(path.ToString(), items, next < all.Length ? all[next - 1].ToString() : null, all.Length);
    }

    private static int After(Position[] all, Position last, Comparison<Position> order)
    {
        int low = 0, high = all.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = order(all[middle], last) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static bool IsFolder(FileTree tree, SafeFileHandle folder, FolderName name, FilePath path) =>
        name.Type == FolderName.Folder || (name.Type == FolderName.Unknown && FileTree.TryStatAt(folder, name.Name, path) is { IsFolder: true });

    private static IEnumerable<(byte[] Name, Statx Stat)> WithStat(SafeFileHandle folder, List<FolderName> names, FilePath path)
    {
        foreach (FolderName name in names)
        {
            if (FileTree.TryStatAt(folder, name.Name, path) is { } stat)
            {
                yield return (name.Name, stat);
            }
        }
    }

    private static LinkRequestException Invalid(string message) => new(FileErrors.InvalidRequest, message);

    /// <summary>The place of an entry in the order.</summary>
    private readonly record struct Position(bool IsFolder, long Key, byte[] Name)
    {
        internal static int Ascending(Position a, Position b) => Compare(a, b, 1);

        internal static int Descending(Position a, Position b) => Compare(a, b, -1);

        internal static Position Parse(string cursor)
        {
            string[] parts = cursor.Split('.');
            return parts is ["d" or "f", _, _] && long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long key) && Base64Url.IsValid(parts[2])
                ? new Position(parts[0] == "d", key, Base64Url.DecodeFromChars(parts[2]))
                : throw Invalid("The cursor is not one of this list.");
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsFolder ? 'd' : 'f')}.{Key}.{Base64Url.EncodeToString(Name)}");

        private static int Compare(Position a, Position b, int sign) =>
            a.IsFolder != b.IsFolder ? (a.IsFolder ? -1 : 1)
            : a.Key != b.Key ? a.Key.CompareTo(b.Key) * sign
            : CompareNames(a.Name, b.Name) * sign;

        /// <summary>Upper and lower case of the Latin letters side by side, as people expect; the bytes decide between equals.</summary>
        private static int CompareNames(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
        {
            for (int i = a.CommonPrefixLength(b); i < a.Length && i < b.Length; i++)
            {
                int difference = Lower(a[i]) - Lower(b[i]);
                if (difference != 0)
                {
                    return difference;
                }
            }

            return a.Length != b.Length ? a.Length - b.Length : a.SequenceCompareTo(b);
        }

        private static int Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? value + 32 : value;
    }
}
