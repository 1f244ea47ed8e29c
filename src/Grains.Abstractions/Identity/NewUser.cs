namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>An account to make.</summary>
/// <param name="Username">3 to 50 characters: a-z 0-9 . _ -, beginning with a letter or digit.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Password">8 to 128 characters; null makes one.</param>
/// <param name="Role">Role.</param>
/// <param name="ExpiresAt">In the future, or null.</param>
[GenerateSerializer, Immutable, Alias("anchorage.NewUser")]
public sealed record NewUser(
    [property: Id(0)] string Username,
    [property: Id(1)] string Email,
    [property: Id(2)] string? Password,
    [property: Id(3)] UserRole Role,
    [property: Id(4)] DateTimeOffset? ExpiresAt);
