namespace Anchorage.Cli.Shares;

/// <summary>Body of POST /api/cloud/shares/save: the whole share, as it shall be.</summary>
internal sealed record ShareSave(
    string? Id, string? ShareeId, string? InstanceId, IReadOnlyList<string>? Permissions, string? Description, long? ExpiresTimestamp, bool IsEnabled, string? Etag,
    string? GroupId = null);
