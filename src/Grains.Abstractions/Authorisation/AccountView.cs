using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Abstractions.Authorisation;

/// <summary>What an account sees, shown to somebody else: nothing of it can be acted on.</summary>
/// <param name="User">The account.</param>
/// <param name="Role">Its role.</param>
/// <param name="Status">Its status now; one that is not active sees nothing.</param>
/// <param name="Permissions">What it may without an object of its own, sorted: by these the pages of the menu are there or not.</param>
/// <param name="Groups">The groups it is in, by name.</param>
/// <param name="Instances">Instances of its own and those shared with it, by name, each with what the account may do there.</param>
[GenerateSerializer, Immutable, Alias("anchorage.AccountView")]
public sealed record AccountView(
    [property: Id(0)] ObjectName User,
    [property: Id(1)] UserRole Role,
    [property: Id(2)] UserStatus Status,
    [property: Id(3)] ImmutableArray<string> Permissions,
    [property: Id(4)] ImmutableArray<ObjectName> Groups,
    [property: Id(5)] ImmutableArray<ViewedInstance> Instances);
