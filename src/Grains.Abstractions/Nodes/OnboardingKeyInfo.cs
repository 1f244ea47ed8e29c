namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>An onboarding key, without its secret.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Given by its maker.</param>
/// <param name="Prefix">Beginning of the key, to recognise it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">End, or never.</param>
/// <param name="MaxUses">Most enrolments.</param>
/// <param name="Uses">Enrolments so far.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="CreatedBy">Owner of the nodes that it makes.</param>
[GenerateSerializer, Immutable, Alias("anchorage.OnboardingKeyInfo")]
public sealed record OnboardingKeyInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string Label,
    [property: Id(2)] string Prefix,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset? ExpiresAt,
    [property: Id(5)] int? MaxUses,
    [property: Id(6)] int Uses,
    [property: Id(7)] DateTimeOffset? RevokedAt,
    [property: Id(8)] ObjectName CreatedBy);
