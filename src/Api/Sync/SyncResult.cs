namespace Anchorage.Api.Sync;

/// <summary>What became of a file.</summary>
/// <param name="Path">From the folders on.</param>
/// <param name="Success">True when the destination has it.</param>
/// <param name="Conflict">True when a side changed since the comparison; nothing was written then.</param>
/// <param name="Size">Bytes; null when it failed.</param>
/// <param name="Etag">Of the new file; null when it failed.</param>
/// <param name="ErrorCode">A stable code; null when it did not fail.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record SyncResult(string Path, bool Success, bool Conflict, long? Size, string? Etag, string? ErrorCode, string? Error);
