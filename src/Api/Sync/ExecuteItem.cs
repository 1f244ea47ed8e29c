namespace Anchorage.Api.Sync;

/// <summary>An item of a comparison; of the sides only the ETags are looked at.</summary>
internal sealed record ExecuteItem(string? Path, ExecuteVersion? Source, ExecuteVersion? Destination);
