using System.Text.Json;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Silo.Storage;
using Orleans.Storage;

namespace Anchorage.Grains.Tests.Simulation;

/// <summary>What outlives a crash: grain state, documents and the audit. A change is issued, takes effect and is acknowledged in different turns, with a crash possible between.</summary>
internal sealed class SimulatedDisk(Faults faults) : IGrainStorage, IDocumentIndex, IAuditStore
{
    private readonly SortedDictionary<string, (byte[] Json, int Version)> _rows = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Kind, string SortKey, string Id), IndexedDocument> _documents = [];
    private readonly List<(AuditIntent Intent, AuditOutcome? Outcome)> _audit = [];

    /// <summary>All stored states of a grain type by id.</summary>
    public IEnumerable<(string Id, T State)> States<T>(string type) => _rows
        .Where(r => r.Key.StartsWith(type + "/", StringComparison.Ordinal))
        .Select(r => (GrainKeys.IdOf(r.Key), JsonSerializer.Deserialize<T>(r.Value.Json, StateJson.Options)!));

    public IEnumerable<IndexedDocument> Documents(string kind) => _documents.Values.Where(d => d.Kind == kind);

    public IReadOnlyList<(AuditIntent Intent, AuditOutcome? Outcome)> Audit => _audit;

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Task.Yield();
        bool exists = _rows.TryGetValue(Key(grainId), out (byte[] Json, int Version) row);
        grainState.State = exists ? JsonSerializer.Deserialize<T>(row.Json, StateJson.Options)! : Activator.CreateInstance<T>();
        grainState.ETag = exists ? $"{row.Version}" : null;
        grainState.RecordExists = exists;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(grainState.State, StateJson.Options);
        string? expected = grainState.ETag;
        await Task.Yield();
        faults.BeforeStorage();
        int version = Check(grainId, expected) + 1;
        _rows[Key(grainId)] = (json, version);
        await Task.Yield();
        faults.AfterStorage();
        grainState.ETag = $"{version}";
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string? expected = grainState.ETag;
        await Task.Yield();
        faults.BeforeStorage();
        Check(grainId, expected);
        _rows.Remove(Key(grainId));
        await Task.Yield();
        faults.AfterStorage();
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    public async Task Upsert(IndexedDocument document)
    {
        await Task.Yield();
        faults.BeforeStorage();
        RemoveDocument(document.Kind, document.Id);
        _documents[(document.Kind, document.SortKey, document.Id)] = document;
        await Task.Yield();
        faults.AfterStorage();
    }

    public async Task Remove(string kind, string id)
    {
        await Task.Yield();
        faults.BeforeStorage();
        RemoveDocument(kind, id);
        await Task.Yield();
        faults.AfterStorage();
    }

    public async Task<Page<IndexedDocument>> Query(string kind, string? ownerId, string? text, string? cursor, int limit)
    {
        await Task.Yield();
        IndexedDocument[] found =
        [
            .. Documents(kind).Where(d => (ownerId is null || d.OwnerId == ownerId) && (cursor is null || string.CompareOrdinal(d.SortKey, cursor) > 0)).Take(limit + 1),
        ];
        return new Page<IndexedDocument>([.. found.Take(limit)], found.Length > limit ? found[limit - 1].SortKey : null);
    }

    public async Task<long> Begin(AuditIntent intent)
    {
        await Task.Yield();
        faults.BeforeStorage();
        _audit.Add((intent, null));
        return _audit.Count;
    }

    public async Task Complete(long id, AuditOutcome outcome)
    {
        await Task.Yield();
        faults.BeforeStorage();
        (AuditIntent intent, AuditOutcome? former) = _audit[(int)id - 1];
        _audit[(int)id - 1] = (intent, former is null or { Result: AuditResult.Interrupted } ? outcome : former);
    }

    public Task<int> InterruptUnfinished()
    {
        int count = 0;
        for (int i = 0; i < _audit.Count; i++)
        {
            if (_audit[i].Outcome is null)
            {
                _audit[i] = (_audit[i].Intent, new AuditOutcome { Result = AuditResult.Interrupted });
                count++;
            }
        }

        return Task.FromResult(count);
    }

    public Task<AuditPage> Query(AuditQuery query) => throw new NotSupportedException();

    public Task<int> Purge(DateTimeOffset olderThan) => throw new NotSupportedException();

    private static string Key(GrainId id) => $"{id.Type}/{id.Key}";

    private int Check(GrainId id, string? expected)
    {
        string? stored = _rows.TryGetValue(Key(id), out (byte[] Json, int Version) row) ? $"{row.Version}" : null;
        return stored == expected ? row.Version : throw new InconsistentStateException($"{Key(id)}: expected {expected}, stored {stored}", stored, expected);
    }

    private void RemoveDocument(string kind, string id)
    {
        foreach ((string Kind, string SortKey, string Id) key in _documents.Keys.Where(k => k.Kind == kind && k.Id == id).ToArray())
        {
            _documents.Remove(key);
        }
    }
}
