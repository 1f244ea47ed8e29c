using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Files;

internal sealed record BrowseAnswer(bool Success, string Path, IReadOnlyList<BrowseItem> Items, bool Truncated)
{
    public static BrowseAnswer Of(BrowseListing listing) => new(true, listing.Path, listing.Items, listing.Truncated);
}
