using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Shares;

/// <summary>The shares that a person made and was given (key <c>ushare:USER</c>). Calls no other grain.</summary>
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

    /// <summary>What this person was given, whether it counts now or not.</summary>
    [AlwaysInterleave, Alias("GetGrants")]
    Task<ImmutableArray<ShareGrant>> GetGrants();

    /// <summary>The shares that this person made, by id.</summary>
    [AlwaysInterleave, Alias("GetMade")]
    Task<ImmutableDictionary<string, MadeShare>> GetMade();

    /// <summary>Ids of those with whom this person shares an instance now.</summary>
    [AlwaysInterleave, Alias("GetReaders")]
    Task<ImmutableArray<string>> GetReaders(string instanceId);
}
