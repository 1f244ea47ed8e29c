using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Abstractions.Authorisation;

/// <summary>Why an account may do something, or may not: the decision of the authoriser with what led to it.</summary>
/// <param name="User">The account.</param>
/// <param name="Role">Its role.</param>
/// <param name="Status">Its status now; nothing is permitted to one that is not active.</param>
/// <param name="Permission">What was asked.</param>
/// <param name="Instance">The instance that it is about; null when it is about no single one.</param>
/// <param name="Allowed">Whether it is permitted.</param>
/// <param name="Rule">By which rule; null when it is refused.</param>
/// <param name="Code">The error code of the refusal; null when it is permitted.</param>
/// <param name="Reason">The same as a sentence; for a refusal what is missing.</param>
/// <param name="Shares">Shares about the instance, whether they count or not; the one that decided first.</param>
[GenerateSerializer, Immutable, Alias("anchorage.AccessExplanation")]
public sealed record AccessExplanation(
    [property: Id(0)] ObjectName User,
    [property: Id(1)] UserRole Role,
    [property: Id(2)] UserStatus Status,
    [property: Id(3)] string Permission,
    [property: Id(4)] ObjectName? Instance,
    [property: Id(5)] bool Allowed,
    [property: Id(6)] AccessRule? Rule,
    [property: Id(7)] string? Code,
    [property: Id(8)] string Reason,
    [property: Id(9)] ImmutableArray<ExplainedShare> Shares);
