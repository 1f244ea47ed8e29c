using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Nodes;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Recordings;

/// <summary>One recording (key <c>rec:ID</c>): what is known of it. The file lies with the node; no byte of it comes here.</summary>
[Alias("anchorage.IRecordingGrain")]
public interface IRecordingGrain : IGrainWithStringKey
{
    /// <summary>The recording (<c>read:cloud_instance</c>).</summary>
    /// <exception cref="Errors.AnchorageException"><c>recording_not_found</c>.</exception>
    [AlwaysInterleave, Alias("Get")]
    Task<RecordingInfo> Get(Caller caller);

    /// <summary>Permits reading the file (<c>logs:cloud_instance</c>).</summary>
    /// <exception cref="Errors.AnchorageException"><c>recording_not_found</c>, also for one that failed.</exception>
    [Alias("GrantCast")]
    Task<StreamGrant> GrantCast(Caller caller);

    /// <summary>Deletes it (<c>manage:cloud_instance</c>). A node that is offline deletes the file when it returns.</summary>
    /// <exception cref="Errors.AnchorageException"><c>recording_required</c>: it runs, and the instance records always.</exception>
    [Alias("Delete")]
    Task Delete(Caller caller);
}
