namespace Anchorage.Api.Sync;

/// <summary>A path on both sides.</summary>
/// <param name="Path">From the folders on.</param>
/// <param name="Status">What differs.</param>
/// <param name="Reason">Why it is a conflict; null when it is none.</param>
/// <param name="Source">The file there; null when there is none.</param>
/// <param name="Destination">The file there; null when there is none.</param>
internal sealed record ComparedItem(string Path, ComparedStatus Status, string? Reason, ComparedFile? Source, ComparedFile? Destination);
