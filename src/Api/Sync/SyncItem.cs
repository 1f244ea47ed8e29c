namespace Anchorage.Api.Sync;

/// <summary>A file to copy.</summary>
/// <param name="Path">From the folders on.</param>
/// <param name="SourceEtag">The version that was compared; null to take the present one.</param>
/// <param name="DestinationEtag">The version that is replaced; null when there was none.</param>
/// <param name="Replace">True to replace whatever is there: the ETag of the destination does not count.</param>
internal sealed record SyncItem(string Path, string? SourceEtag, string? DestinationEtag, bool Replace = false)
{
    internal static SyncItem Of(ComparedItem item) => new(item.Path, item.Source?.Etag, item.Destination?.Etag);
}
