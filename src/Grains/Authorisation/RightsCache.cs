using System.Collections.Concurrent;
using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Shares;

namespace Anchorage.Grains.Authorisation;

/// <summary>Rights of accounts as this process knows them, at most a second old. <see cref="Invalidate"/> is the fast path; the age limit holds without it.</summary>
public sealed class RightsCache(IGrainFactory grains, TimeProvider time)
{
    /// <summary>Oldest rights that are used. Two seconds are promised from a change to its effect.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<string, Known> _entries = new(StringComparer.Ordinal);

    /// <summary>The rights of an account, or null when there is none.</summary>
    public async ValueTask<UserRights?> Get(string userId) => (await Find(userId)).Rights;

    /// <summary>What was shared with an account, itself and by its groups.</summary>
    public async ValueTask<ImmutableArray<ShareGrant>> GetGrants(string userId) => (await Find(userId)).Grants;

    /// <summary>The same as it stands now, for lists.</summary>
    public async Task<ImmutableArray<ShareGrant>> ReadGrants(string userId)
    {
        Task<ImmutableArray<ShareGrant>> own = Shares(userId).GetGrants();
        ImmutableArray<string> groups = await Shares(userId).GetGroups();
        ImmutableArray<ShareGrant>[] theirs = await Task.WhenAll(groups.Select(g => Shares(g).GetGrants()));
        return [.. await own, .. theirs.SelectMany(static g => g)];
    }

    /// <summary>Forgets what is known of an account.</summary>
    public void Invalidate(string userId) => _entries.TryRemove(userId, out _);

    private ValueTask<Known> Find(string userId) =>
        _entries.TryGetValue(userId, out Known? known) && time.GetElapsedTime(known.At) < MaxAge ? ValueTask.FromResult(known) : new ValueTask<Known>(Load(userId));

    private async Task<Known> Load(string userId)
    {
        long at = time.GetTimestamp();
        Task<UserRights?> rights = grains.GetGrain<IUserSystemGrain>(GrainKeys.User(userId)).GetRights();
        Task<ImmutableArray<ShareGrant>> grants = ReadGrants(userId);
        await Task.WhenAll(rights, grants);
        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        Known known = new(await rights, await grants, at);
        _entries[userId] = known;
        return known;
    }

    private IUserSharesGrain Shares(string id) => grains.GetGrain<IUserSharesGrain>(GrainKeys.UserShares(id));

    private sealed record Known(UserRights? Rights, ImmutableArray<ShareGrant> Grants, long At);
}
