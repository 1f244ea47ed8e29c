using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;

namespace Anchorage.Grains.Abstractions.Authorisation;

/// <summary>An instance as an account sees it in its list.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>container</c> or <c>machine</c>.</param>
/// <param name="Status">Its status.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Permissions">What the account may do with it, sorted.</param>
[GenerateSerializer, Immutable, Alias("anchorage.ViewedInstance")]
public sealed record ViewedInstance(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Kind,
    [property: Id(3)] InstanceStatus Status,
    [property: Id(4)] ObjectName Owner,
    [property: Id(5)] ImmutableArray<string> Permissions);
