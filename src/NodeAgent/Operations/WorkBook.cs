using System.Text.Json;

namespace Anchorage.NodeAgent.Operations;

/// <summary>The journal's records added up. Outcomes that the server has acknowledged are remembered for a while, so that a repeated request is not done twice.</summary>
internal sealed class WorkBook
{
    /// <summary>How many acknowledged operations are remembered.</summary>
    public const int Remembered = 1000;

    private static readonly JsonElement NoPayload = JsonElement.Parse("{}");

    private readonly Dictionary<string, WorkEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _acknowledged = [];

    /// <summary>Operations that are not acknowledged, oldest first.</summary>
    public IEnumerable<WorkEntry> Open => _entries.Values.Where(e => !e.Acknowledged);

    public WorkEntry? Find(string operationId) => _entries.GetValueOrDefault(operationId);

    /// <summary>Takes one record; what contradicts the records before it is ignored.</summary>
    public void Apply(JournalRecord record)
    {
        if (record is { Kind: "accepted", Type: not null, Payload: not null })
        {
            _entries.TryAdd(record.OperationId, new WorkEntry(record.OperationId, record.Type, record.Payload.Value));
            return;
        }

        if (Find(record.OperationId) is not { } entry)
        {
            return;
        }

        switch (record.Kind)
        {
            case "begun":
                entry.Attempts++;
                break;
            case "progress":
                entry.Percent = Math.Max(entry.Percent, record.Percent ?? 0);
                break;
            case "cancelled":
                entry.CancelRequested = true;
                break;
            case "completed":
                entry.Result ??= record.Result;
                break;
            case "acknowledged" when entry.Result is not null && !entry.Acknowledged:
                entry.Acknowledged = true;
                entry.Payload = NoPayload;
                Remember(entry);
                break;
            case "reopened" when entry.Acknowledged:
                entry.Acknowledged = false;
                _acknowledged.Remove(entry.OperationId);
                break;
        }
    }

    /// <summary>The fewest records that add up to the same.</summary>
    public IEnumerable<JournalRecord> Compact()
    {
        foreach (var entry in _acknowledged.Select(id => _entries[id]).Concat(Open))
        {
            yield return new JournalRecord("accepted", entry.OperationId, entry.Type, entry.Payload);
            for (var i = 0; i < entry.Attempts && entry.Result is null; i++)
            {
                yield return new JournalRecord("begun", entry.OperationId);
            }

            if (entry.Result is null && entry.Percent > 0)
            {
                yield return new JournalRecord("progress", entry.OperationId, Percent: entry.Percent);
            }

            if (entry.CancelRequested)
            {
                yield return new JournalRecord("cancelled", entry.OperationId);
            }

            if (entry.Result is not null)
            {
                yield return new JournalRecord("completed", entry.OperationId, Result: entry.Result);
            }

            if (entry.Acknowledged)
            {
                yield return new JournalRecord("acknowledged", entry.OperationId);
            }
        }
    }

    private void Remember(WorkEntry entry)
    {
        _acknowledged.Add(entry.OperationId);
        if (_acknowledged.Count > Remembered)
        {
            _entries.Remove(_acknowledged[0]);
            _acknowledged.RemoveAt(0);
        }
    }
}
