using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>All groups of users (key <c>groups:all</c>): the truth about who is in which.</summary>
[Alias("anchorage.IGroupsGrain")]
public interface IGroupsGrain : IGrainWithStringKey
{
    /// <summary>All groups for administrators, for others those they are in; by name (<c>read:user</c>).</summary>
    /// <exception cref="Errors.AnchorageException"><c>scope_missing</c>.</exception>
    [Alias("List")]
    Task<ImmutableArray<GroupInfo>> List(Caller caller);

    /// <summary>Makes a group (<c>manage:user</c>).</summary>
    /// <exception cref="Errors.AnchorageException"><c>invalid_request</c>, <c>group_name_taken</c>, <c>group_limit</c>, <c>user_not_found</c>, <c>forbidden</c>.</exception>
    [Alias("Create")]
    Task<GroupInfo> Create(Caller caller, string name, GroupChange rest);

    /// <summary>Changes a group (<c>manage:user</c>). Who leaves loses at once what is shared with it, who joins has it at once.</summary>
    /// <exception cref="Errors.AnchorageException"><c>invalid_request</c>, <c>group_not_found</c>, <c>group_limit</c>, <c>user_not_found</c>, <c>changed_meanwhile</c>, <c>forbidden</c>.</exception>
    [Alias("Update")]
    Task<GroupInfo> Update(Caller caller, string groupId, GroupChange change, string? ifMatch);

    /// <summary>Ends a group, and with it what is shared with it (<c>manage:user</c>).</summary>
    /// <exception cref="Errors.AnchorageException"><c>group_not_found</c>, <c>forbidden</c>.</exception>
    [Alias("Delete")]
    Task Delete(Caller caller, string groupId);

    /// <summary>The group of an id or name; null when there is none.</summary>
    [AlwaysInterleave, Alias("Find")]
    Task<GroupInfo?> Find(string idOrName);

    /// <summary>The groups that an account is in, by name.</summary>
    [AlwaysInterleave, Alias("Of")]
    Task<ImmutableArray<GroupInfo>> Of(string userId);

    /// <summary>Takes an account that ends out of all groups. Safe to repeat.</summary>
    [Alias("Forget")]
    Task Forget(string userId);
}
