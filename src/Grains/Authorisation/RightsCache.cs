using System.Collections.Concurrent;
using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Authorisation;

/// <summary>Rights of accounts as this process knows them, at most a second old. <see cref="Invalidate"/> is the fast path; the age limit holds without it.</summary>
public sealed class RightsCache(IGrainFactory grains, TimeProvider time)
{
    /// <summary>Oldest rights that are used. Two seconds are promised from a change to its effect.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The rights of an account, or null when there is none.</summary>
    public ValueTask<UserRights?> Get(string userId) =>
        _entries.TryGetValue(userId, out Entry? entry) && time.GetElapsedTime(entry.At) < MaxAge
            ? ValueTask.FromResult(entry.Rights)
            : new ValueTask<UserRights?>(Load(userId));

    /// <summary>Forgets what is known of an account.</summary>
    public void Invalidate(string userId) => _entries.TryRemove(userId, out _);

    private async Task<UserRights?> Load(string userId)
    {
        long at = time.GetTimestamp();
        UserRights? rights = await grains.GetGrain<IUserSystemGrain>(GrainKeys.User(userId)).GetRights();
        if (_entries.Count >= MaxEntries)
        {
            _entries.Clear();
        }

        _entries[userId] = new Entry(rights, at);
        return rights;
    }

    private sealed record Entry(UserRights? Rights, long At);
}
