namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>A new account.</summary>
/// <param name="User">The account.</param>
/// <param name="Password">The generated password, shown once; null when one was given.</param>
[GenerateSerializer, Immutable, Alias("anchorage.CreatedUser")]
public sealed record CreatedUser(
    [property: Id(0)] UserInfo User,
    [property: Id(1)] string? Password);
