using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Shares;

namespace Anchorage.Grains.Shares;

/// <summary>See <see cref="IUserSharesGrain"/>.</summary>
[GrainType("ushare")]
public sealed class UserSharesGrain([PersistentState("ushare")] IPersistentState<UserSharesState> state, TimeProvider time) : Grain, IUserSharesGrain
{
    /// <summary>Largest number of shares that one person makes, and that one person is given.</summary>
    public const int Limit = 1000;

    private UserSharesState State => state.State;

    /// <inheritdoc/>
    public Task AddMade(string shareId, MadeShare share)
    {
        RequireRoom(State.Made.ContainsKey(shareId) ? 0 : State.Made.Count);
        return Save(State with { Made = State.Made.SetItem(shareId, share) });
    }

    /// <inheritdoc/>
    public Task RemoveMade(string shareId) => Save(State with { Made = State.Made.Remove(shareId) });

    /// <inheritdoc/>
    public Task Give(ShareGrant grant)
    {
        RequireRoom(State.Given.ContainsKey(grant.ShareId) ? 0 : State.Given.Count);
        return Save(State with { Given = State.Given.SetItem(grant.ShareId, grant) });
    }

    /// <inheritdoc/>
    public Task TakeBack(string shareId) => Save(State with { Given = State.Given.Remove(shareId) });

    /// <inheritdoc/>
    public Task Join(string groupId) => Save(State with { Groups = State.Groups.Add(groupId) });

    /// <inheritdoc/>
    public Task Leave(string groupId) => Save(State with { Groups = State.Groups.Remove(groupId) });

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> GetGroups() => Task.FromResult<ImmutableArray<string>>([.. State.Groups]);

    /// <inheritdoc/>
    public Task<ImmutableArray<ShareGrant>> GetGrants() => Task.FromResult<ImmutableArray<ShareGrant>>([.. State.Given.Values]);

    /// <inheritdoc/>
    public Task<ImmutableDictionary<string, MadeShare>> GetMade() => Task.FromResult(State.Made);

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> GetReaders(string instanceId) => Task.FromResult<ImmutableArray<string>>(
        [.. State.Made.Values.Where(m => m.Grant.Covers(instanceId, time.GetUtcNow())).Select(static m => m.ShareeId).Distinct(StringComparer.Ordinal)]);

    private static void RequireRoom(int count)
    {
        if (count >= Limit)
        {
            throw new AnchorageException(ErrorCodes.ShareLimit, ("limit", Limit.ToString(CultureInfo.InvariantCulture)));
        }
    }

    // Nothing stays behind of somebody without shares, who may be an account that is deleted.
    private Task Save(UserSharesState next) =>
        next == State ? Task.CompletedTask : next is { Made.IsEmpty: true, Given.IsEmpty: true, Groups.IsEmpty: true } ? state.Clear() : state.Save(next);
}
