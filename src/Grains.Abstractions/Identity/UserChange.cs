namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>Changes to an account; null leaves a field.</summary>
/// <param name="Email">New address.</param>
/// <param name="Role">New role.</param>
/// <param name="Status"><c>Active</c> or <c>Disabled</c>.</param>
/// <param name="ChangeExpiry">True when <paramref name="ExpiresAt"/> is meant.</param>
/// <param name="ExpiresAt">New expiry, in the future; null is never.</param>
/// <param name="InstanceQuota">0 to 1000.</param>
[GenerateSerializer, Immutable, Alias("anchorage.UserChange")]
public sealed record UserChange(
    [property: Id(0)] string? Email,
    [property: Id(1)] UserRole? Role,
    [property: Id(2)] UserStatus? Status,
    [property: Id(3)] bool ChangeExpiry,
    [property: Id(4)] DateTimeOffset? ExpiresAt,
    [property: Id(5)] int? InstanceQuota);
