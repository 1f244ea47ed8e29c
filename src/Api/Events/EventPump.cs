using System.Text.Json;
using Anchorage.Api.Commands;
using Anchorage.Api.Metrics;
using Anchorage.Grains.Abstractions.Events;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Events;

namespace Anchorage.Api.Events;

/// <summary>Brings a user's events to one client, in order and without gaps, as long as the client may see them. Hub and SSE share it.</summary>
/// <remarks>
/// <code>
///   join the feed ─► say so ─► replay what the client missed ─► live events ─┬─ number fits: send
///                                                                  ├─ number skips: replay from the feed, or "resync"
///        every second: rights; every 15 s: heartbeat ──────────────┘
/// </code>
/// </remarks>
internal sealed class EventPump(EventFeeds feeds, IGrainFactory grains, Authoriser authoriser, RightsCache rights, CloudInstances instances, TimeProvider time)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RightsPeriod = TimeSpan.FromSeconds(1);

    /// <summary>The same with system D's list of instances after each change of it, and once at the beginning.</summary>
    public async Task RunCloudAsync(
        Caller caller, long? lastSeen, Func<Task> joined, Func<EventEnvelope, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        await using CloudFeed cloud = new(instances, caller, send, time);
        await RunAsync(
            caller,
            lastSeen,
            async () =>
            {
                await joined();
                await cloud.TellAsync(cancellationToken);
            },
            cloud.SendAsync,
            cancellationToken);
    }

    /// <summary>Runs until the client leaves, is dropped, or loses its rights.</summary>
    /// <param name="caller">Who listens.</param>
    /// <param name="lastSeen">Number of the last event that the client has; null for none.</param>
    /// <param name="joined">Told when nothing that happens from now on can be missed: what the client reads after that is whole.</param>
    /// <param name="send">Sends one envelope.</param>
    /// <param name="cancellationToken">The client left.</param>
    public async Task RunAsync(
        Caller caller, long? lastSeen, Func<Task> joined, Func<EventEnvelope, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        string userId = caller.PrincipalId;
        IUserFeedGrain feed = grains.GetGrain<IUserFeedGrain>(GrainKeys.Feed(userId));
        FeedConnection connection = await feeds.JoinAsync(userId, cancellationToken);
        AnchorageMeter.EventConnections.Add(1);
        try
        {
            long last = lastSeen ?? (await feed.Replay(long.MaxValue)).Latest;
            await joined();
            if (lastSeen is not null)
            {
                last = await CatchUpAsync(caller, feed, last, send, cancellationToken);
            }

            long beat = time.GetTimestamp();
            using PeriodicTimer timer = new(RightsPeriod, time);
            Task<bool> tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            Task<bool> ready = connection.Events.WaitToReadAsync(cancellationToken).AsTask();
            while (true)
            {
                await Task.WhenAny(tick, ready);
                if (ready.IsCompleted)
                {
                    if (!await ready)
                    {
                        return;
                    }

                    last = await DrainAsync(caller, connection, feed, last, send, cancellationToken);
                    ready = connection.Events.WaitToReadAsync(cancellationToken).AsTask();
                }

                if (tick.IsCompleted)
                {
                    await tick;
                    tick = timer.WaitForNextTickAsync(cancellationToken).AsTask();
                    if (!await authoriser.IsLive(caller))
                    {
                        await send(Envelope(last, "signed-out", new { reason = Reason(AccessRules.WhyNotLive(caller, await rights.Get(userId), time.GetUtcNow())) }), cancellationToken);
                        return;
                    }

                    if (time.GetElapsedTime(beat) >= Heartbeat)
                    {
                        // The stream may lose its last event unseen; the feed knows the latest number.
                        beat = time.GetTimestamp();
                        last = await CatchUpAsync(caller, feed, last, send, cancellationToken);
                        await send(Envelope(last, "heartbeat", new { latest = last }), cancellationToken);
                    }
                }
            }
        }
        finally
        {
            AnchorageMeter.EventConnections.Add(-1);
            await feeds.LeaveAsync(userId, connection);
        }
    }

    /// <summary>Why nobody listens here any more, as docs/api/rest.md names it.</summary>
    private static string Reason(string code) => code switch
    {
        ErrorCodes.SignedOutDisabled => "disabled",
        ErrorCodes.SignedOutAccountExpired => "account_expired",
        ErrorCodes.SignedOutExpired => "expired",
        _ => "revoked",
    };

    private async Task<long> DrainAsync(
        Caller caller, FeedConnection connection, IUserFeedGrain feed, long last, Func<EventEnvelope, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        while (connection.Events.TryRead(out EventEnvelope? next))
        {
            if (next.Number == last + 1)
            {
                await ShowAsync(caller, next, send, cancellationToken);
                last = next.Number;
            }
            else if (next.Number > last)
            {
                last = await CatchUpAsync(caller, feed, last, send, cancellationToken);
            }
        }

        return last;
    }

    /// <summary>Sends what the client does not have, or tells it to fetch everything anew.</summary>
    private async Task<long> CatchUpAsync(Caller caller, IUserFeedGrain feed, long after, Func<EventEnvelope, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        FeedReplay replay = await feed.Replay(after);
        if (!replay.Complete)
        {
            await send(Envelope(replay.Latest, "resync", new { }), cancellationToken);
            return replay.Latest;
        }

        foreach (FeedEvent missed in replay.Events)
        {
            await ShowAsync(caller, EventEnvelope.Of(missed), send, cancellationToken);
        }

        return replay.Latest;
    }

    /// <summary>A token hears only of what its scopes let it read; the numbers tell it nothing but that something happened.</summary>
    private static async Task ShowAsync(Caller caller, EventEnvelope next, Func<EventEnvelope, CancellationToken, Task> send, CancellationToken cancellationToken)
    {
        if (ReadPermission(next.Name) is not { } permission
            || caller.Scopes.Contains(Caller.AllScopes, StringComparer.Ordinal)
            || caller.Scopes.Contains(permission, StringComparer.Ordinal))
        {
            await send(next, cancellationToken);
        }
    }

    private static string? ReadPermission(string name) => name.Split('.')[0] switch
    {
        EventNames.CommandProgress => Permissions.ReadOperation,
        EventNames.TransferProgress or EventNames.TransferCompleted or EventNames.TransferCancelled or EventNames.TransferResuming => Permissions.ReadFiles,
        "instance" or "terminal" => Permissions.ReadInstance,
        "operation" => Permissions.ReadOperation,
        "node" => Permissions.ReadNode,
        "user" or "group" => Permissions.ReadUser,
        "audit" => Permissions.ReadAudit,
        "ssh-keys" or "tokens" or "sessions" => Permissions.ManageCredentials,
        _ => null,
    };

    private EventEnvelope Envelope<T>(long number, string name, T payload) =>
        new(number, name, time.GetUtcNow(), JsonSerializer.SerializeToElement(payload, ApiJson.Options));
}
