using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Sync;

/// <summary>Puts every path of two folders into its class (inventory D11). Pure.</summary>
/// <param name="source">Where files would come from.</param>
/// <param name="destination">Where they would go.</param>
/// <param name="tolerance">Times that differ by no more, in milliseconds, have no order; null when no two times of the sides can be compared.</param>
/// <param name="lastSync">When both were the same last, or null.</param>
internal sealed class FolderComparison(TreeListing source, TreeListing destination, long? tolerance, long? lastSync)
{
    private const string Unreadable = "it cannot be read on one side";
    private readonly Side _source = new(source);
    private readonly Side _destination = new(destination);

    /// <summary>Every path of both, sorted by its characters.</summary>
    internal IEnumerable<ComparedItem> Items() => _source.Files.Keys.Union(_destination.Files.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Item);

    private ComparedItem Item(string path)
    {
        TreeFile? from = _source.Files.GetValueOrDefault(path);
        TreeFile? to = _destination.Files.GetValueOrDefault(path);
        (ComparedStatus status, string? reason) = from is not null && to is not null ? Both(from, to)
            : from is not null ? Lone(path, _destination, ComparedStatus.OnlyInSource)
            : Lone(path, _source, ComparedStatus.OnlyInDestination);
        return new ComparedItem(path, status, reason, ComparedFile.Of(from), ComparedFile.Of(to));
    }

    private static (ComparedStatus Status, string? Reason) Lone(string path, Side other, ComparedStatus status) =>
        other.Folders.Contains(path) ? (ComparedStatus.Conflict, "it is a file on one side and a folder on the other")
        : other.Cannot(path, other.Unreadable) ? (ComparedStatus.Conflict, Unreadable)
        : other.Cannot(path, other.Files.Keys) ? (ComparedStatus.Conflict, "what is a folder above it on one side is a file or a link on the other")
        : (status, null);

    private (ComparedStatus Status, string? Reason) Both(TreeFile from, TreeFile to)
    {
        if (from.SymlinkTarget is not null || to.SymlinkTarget is not null)
        {
            return from.SymlinkTarget == to.SymlinkTarget ? (ComparedStatus.Identical, null) : (ComparedStatus.Conflict, "it is a link");
        }

        if (from.Md5 is null || to.Md5 is null)
        {
            return (ComparedStatus.Conflict, Unreadable);
        }

        return from.Size == to.Size && from.Md5 == to.Md5 ? (ComparedStatus.Identical, null) : Order(from.Mtime, to.Mtime);
    }

    private (ComparedStatus Status, string? Reason) Order(long from, long to)
    {
        if (lastSync is { } last && (from > last || to > last))
        {
            return from > last && to > last ? (ComparedStatus.Conflict, "both sides changed it since they were the same")
                : (from > last ? ComparedStatus.NewerInSource : ComparedStatus.NewerInDestination, null);
        }

        return tolerance is not { } same ? (ComparedStatus.Conflict, "the clocks of the nodes do not agree, so neither is newer")
            : Math.Abs(from - to) <= same ? (ComparedStatus.Conflict, "both were changed at the same time")
            : (from > to ? ComparedStatus.NewerInSource : ComparedStatus.NewerInDestination, null);
    }

    private sealed class Side(TreeListing listing)
    {
        // Nodes may belong to users: what is named twice counts once.
        internal Dictionary<string, TreeFile> Files { get; } =
            listing.Files.Where(f => f?.Path is { Length: > 0 }).DistinctBy(f => f.Path, StringComparer.Ordinal).ToDictionary(f => f.Path, StringComparer.Ordinal);

        internal HashSet<string> Folders { get; } = new(listing.Folders, StringComparer.Ordinal);

        internal HashSet<string> Unreadable { get; } = new(listing.Unreadable ?? [], StringComparer.Ordinal);

        /// <summary>True when the path, or a folder above it, is among some.</summary>
        internal bool Cannot(string path, ICollection<string> some)
        {
            if (some.Count == 0)
            {
                return false;
            }

            for (int end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
            {
                if (some.Contains(path[..end]))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
