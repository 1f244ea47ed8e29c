namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>A browser session.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">Sign-in.</param>
/// <param name="LastUsedAt">Last request, to the minute.</param>
/// <param name="ExpiresAt">End.</param>
/// <param name="Address">Remote address at sign-in.</param>
/// <param name="UserAgent">Browser at sign-in, cut to 200 characters.</param>
/// <param name="Current">True for the session that asks.</param>
[GenerateSerializer, Immutable, Alias("anchorage.SessionInfo")]
public sealed record SessionInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset CreatedAt,
    [property: Id(2)] DateTimeOffset LastUsedAt,
    [property: Id(3)] DateTimeOffset? ExpiresAt,
    [property: Id(4)] string Address,
    [property: Id(5)] string UserAgent,
    [property: Id(6)] bool Current);
