namespace Anchorage.Cli.Shares;

/// <summary>A share; times are milliseconds since 1970.</summary>
internal sealed record ShareInfo(
    string Id,
    string SharerId,
    string? SharerName,
    string ShareeId,
    string? ShareeName,
    string? InstanceId,
    string? InstanceName,
    IReadOnlyList<string>? Permissions,
    string? Description,
    long? ExpiresTimestamp,
    bool IsEnabled,
    string? Etag,
    string? GroupId = null)
{
    public DateTimeOffset? ExpiresAt => ExpiresTimestamp is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;
}
