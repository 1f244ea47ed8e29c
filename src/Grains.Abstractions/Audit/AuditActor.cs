namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>Who acted, as plain data of that moment.</summary>
/// <param name="Kind">What acted.</param>
/// <param name="Id">Id of the user or node; <c>system</c> for Anchorage itself.</param>
/// <param name="Name">Name at that moment.</param>
/// <param name="CredentialId">The session or token that was shown; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("anchorage.AuditActor")]
public sealed record AuditActor(
    [property: Id(0)] AuditActorKind Kind,
    [property: Id(1)] string Id,
    [property: Id(2)] string Name,
    [property: Id(3)] string? CredentialId = null);
