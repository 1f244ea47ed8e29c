using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Shares;

/// <summary>The shares that a person made and was given, or that a group was given (key <c>ushare:USER</c>, <c>ushare:GROUP</c>). Calls no other grain.</summary>
[Alias("anchorage.IUserSharesGrain")]
public interface IUserSharesGrain : IGrainWithStringKey
{
    /// <summary>Lists a share that this person makes; before the share itself is kept.</summary>
    /// <exception cref="Errors.AnchorageException"><c>share_limit</c>.</exception>
    [Alias("AddMade")]
    Task AddMade(string shareId, MadeShare share);

    /// <summary>Takes a share that this person made off the list.</summary>
    [Alias("RemoveMade")]
    Task RemoveMade(string shareId);

    /// <summary>Gives this person what a share says, in place of what it said before.</summary>
    /// <exception cref="Errors.AnchorageException"><c>share_limit</c>.</exception>
    [Alias("Give")]
    Task Give(ShareGrant grant);

    /// <summary>Takes back what a share gave.</summary>
    [Alias("TakeBack")]
    Task TakeBack(string shareId);

    /// <summary>Notes that this person is in a group.</summary>
    [Alias("Join")]
    Task Join(string groupId);

    /// <summary>Notes that this person is in a group no more.</summary>
    [Alias("Leave")]
    Task Leave(string groupId);

    /// <summary>Ids of the groups that this person is in.</summary>
    [AlwaysInterleave, Alias("GetGroups")]
    Task<ImmutableArray<string>> GetGroups();

    /// <summary>What this person, or group, was given itself, whether it counts now or not.</summary>
    [AlwaysInterleave, Alias("GetGrants")]
    Task<ImmutableArray<ShareGrant>> GetGrants();

    /// <summary>The shares that this person made, by id.</summary>
    [AlwaysInterleave, Alias("GetMade")]
    Task<ImmutableDictionary<string, MadeShare>> GetMade();

    /// <summary>Ids of those with whom this person shares an instance now, people and groups.</summary>
    [AlwaysInterleave, Alias("GetReaders")]
    Task<ImmutableArray<string>> GetReaders(string instanceId);
}
