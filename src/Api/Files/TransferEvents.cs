using System.Collections.Concurrent;
using Anchorage.Grains.Events;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Files;

/// <summary>Tells whoever carries something how far it is, at most once a second (inventory D5, D10).</summary>
internal sealed class TransferEvents(EventPublisher events, TimeProvider time)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, long> _told = new(StringComparer.Ordinal);

    /// <summary>A chunk was carried.</summary>
    internal Task ProgressAsync(string userId, string transferId, double percentage)
    {
        if (_told.TryGetValue(transferId, out long at) && time.GetElapsedTime(at) < Period)
        {
            return Task.CompletedTask;
        }

        if (_told.Count >= MaxRemembered)
        {
            _told.Clear();
        }

        _told[transferId] = time.GetTimestamp();
        return TellAsync(EventNames.TransferProgress, userId, transferId, percentage);
    }

    /// <summary>Something else happened to it.</summary>
    internal Task TellAsync(string name, string userId, TransferReport transfer) => TellAsync(name, userId, transfer.TransferId, transfer.Progress.Percentage);

    private Task TellAsync(string name, string userId, string transferId, double percentage) =>
        events.Publish(name, transferId, new { transferId, progress = percentage, timestamp = time.GetUtcNow().ToUnixTimeMilliseconds() }, userId, administrators: false);
}
