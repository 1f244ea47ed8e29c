using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Recordings;

/// <summary>The recordings of one instance (key <c>irec:INSTANCE</c>): an index.</summary>
[Alias("anchorage.IInstanceRecordingsGrain")]
public interface IInstanceRecordingsGrain : IGrainWithStringKey
{
    /// <summary>Adds a recording.</summary>
    /// <exception cref="Errors.AnchorageException"><c>recording_limit</c>: 200 per instance.</exception>
    [Alias("Add")]
    Task Add(string recordingId);

    /// <summary>Removes a recording.</summary>
    [Alias("Remove")]
    Task Remove(string recordingId);

    /// <summary>Ids, oldest first.</summary>
    [AlwaysInterleave, Alias("List")]
    Task<ImmutableArray<string>> List();

    /// <summary>The instance is gone: so are its recordings.</summary>
    [OneWay, Alias("InstanceGone")]
    Task InstanceGone();

    /// <summary>The node reported all recordings that it has: those of this instance that it does not name are missing.</summary>
    [OneWay, Alias("Reconcile")]
    Task Reconcile(string nodeId, ImmutableArray<string> there);
}
