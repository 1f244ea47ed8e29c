using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Anchorage.SingleProcess.Storage;

// Keeps states as JSON, so that nobody shares objects with the storage. Lost with the process.
internal sealed class MemoryGrainStorage : IGrainStorage
{
    public static readonly JsonSerializerOptions Json = new() { IncludeFields = true };
    private readonly ConcurrentDictionary<(string Name, GrainId Grain), Entry> _entries = new();
    private long _version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        bool found = _entries.TryGetValue((stateName, grainId), out Entry? entry);
        grainState.State = (found ? JsonSerializer.Deserialize<T>(entry!.Content, Json) : default) ?? PersistentState<T>.CreateState();
        grainState.ETag = entry?.ETag;
        grainState.RecordExists = found;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        (string, GrainId) key = (stateName, grainId);
        string version = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
        var next = new Entry(JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json), version);
        _entries.TryGetValue(key, out Entry? current);
        bool written = current?.ETag == grainState.ETag
            && (current is null ? _entries.TryAdd(key, next) : _entries.TryUpdate(key, next, current));
        if (!written)
        {
            throw Conflict(current, grainState.ETag);
        }

        grainState.ETag = version;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        (string, GrainId) key = (stateName, grainId);
        _entries.TryGetValue(key, out Entry? current);
        if (current?.ETag != grainState.ETag || (current is not null && !_entries.TryRemove(KeyValuePair.Create(key, current))))
        {
            throw Conflict(current, grainState.ETag);
        }

        grainState.State = PersistentState<T>.CreateState();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static InconsistentStateException Conflict(Entry? current, string? etag) =>
        new($"ETag mismatch in memory storage. Stored = {current?.ETag ?? "null"} Received = {etag ?? "null"}", current?.ETag, etag);

    private sealed record Entry(byte[] Content, string ETag);
}
