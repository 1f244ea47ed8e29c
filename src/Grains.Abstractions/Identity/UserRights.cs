using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>What the authoriser needs to know of an account.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Username">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Status">Its status now.</param>
/// <param name="Version">Rises with every change of rights.</param>
/// <param name="Credentials">Sessions and tokens by id, also those whose end has passed.</param>
[GenerateSerializer, Immutable, Alias("anchorage.UserRights")]
public sealed record UserRights(
    [property: Id(0)] string UserId,
    [property: Id(1)] string Username,
    [property: Id(2)] UserRole Role,
    [property: Id(3)] UserStatus Status,
    [property: Id(4)] long Version,
    [property: Id(5)] ImmutableDictionary<string, CredentialRights> Credentials);
