namespace Anchorage.Api.Sync;

/// <summary>The version of a file that was compared.</summary>
internal sealed record ExecuteVersion(string? Etag);
