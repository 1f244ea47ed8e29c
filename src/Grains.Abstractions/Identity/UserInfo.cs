namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>An account, without any secret.</summary>
/// <param name="Id">Id of the account.</param>
/// <param name="Username">Unique, 3 to 50 characters.</param>
/// <param name="Email">Unique.</param>
/// <param name="Role">Role.</param>
/// <param name="Status">Status now.</param>
/// <param name="ExpiresAt">When it expires; null is never.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastLoginAt">Last sign-in.</param>
/// <param name="InstanceQuota">Most instances it may have.</param>
/// <param name="InstanceCount">Instances it has.</param>
/// <param name="Etag">Changes with every change; for If-Match.</param>
[GenerateSerializer, Immutable, Alias("anchorage.UserInfo")]
public sealed record UserInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string Username,
    [property: Id(2)] string Email,
    [property: Id(3)] UserRole Role,
    [property: Id(4)] UserStatus Status,
    [property: Id(5)] DateTimeOffset? ExpiresAt,
    [property: Id(6)] DateTimeOffset CreatedAt,
    [property: Id(7)] DateTimeOffset? LastLoginAt,
    [property: Id(8)] int InstanceQuota,
    [property: Id(9)] int InstanceCount,
    [property: Id(10)] string Etag);
