using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>A try to sign in.</summary>
/// <param name="Login">User name or e-mail address.</param>
/// <param name="Password">The password.</param>
/// <param name="Kind">What to make.</param>
/// <param name="Address">Remote address.</param>
/// <param name="UserAgent">Browser or program.</param>
/// <param name="Label">Label of a token.</param>
/// <param name="Scopes">Scopes of a token; empty is all.</param>
/// <param name="ExpiresAt">End of a token.</param>
[GenerateSerializer, Immutable, Alias("anchorage.SignInRequest")]
public sealed record SignInRequest(
    [property: Id(0)] string Login,
    [property: Id(1)] string Password,
    [property: Id(2)] CredentialKind Kind,
    [property: Id(3)] string Address,
    [property: Id(4)] string UserAgent,
    [property: Id(5)] string? Label,
    [property: Id(6)] ImmutableArray<string> Scopes,
    [property: Id(7)] DateTimeOffset? ExpiresAt);
