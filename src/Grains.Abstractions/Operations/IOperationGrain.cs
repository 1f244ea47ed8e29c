using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Instances;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Operations;

/// <summary>Long-running work (key <c>op:ID</c>). It ends in a recorded state whatever dies; the same id gives the same operation.</summary>
[Alias("anchorage.IOperationGrain")]
public interface IOperationGrain : IGrainWithStringKey
{
    /// <summary>Makes an instance (<c>create:cloud_instance</c>). Returns when the request is recorded, a node has room and ports are leased.</summary>
    /// <exception cref="Errors.AnchorageException"><c>no_node_available</c>, <c>no_capacity</c>, <c>ports_exhausted</c>, <c>instance_quota_reached</c>, <c>instance_name_taken</c>, <c>image_not_found</c>,
    /// <c>invalid_ssh_key</c>, <c>invalid_request</c>, <c>idempotency_key_reused</c>.</exception>
    [Alias("CreateInstance")]
    Task<InstanceOperation> CreateInstance(Caller caller, CreateInstanceRequest request);

    /// <summary>Brings an instance into another state (<c>manage:cloud_instance</c>).</summary>
    /// <returns>The instance, and the operation, or null when it is in that state already.</returns>
    /// <exception cref="Errors.AnchorageException"><c>instance_not_found</c>, <c>operation_in_progress</c>, <c>node_offline</c>, <c>image_not_found</c>.</exception>
    [Alias("ChangeInstance")]
    Task<InstanceOperation> ChangeInstance(Caller caller, string instanceId, InstanceVerb verb, RebuildOptions? rebuild);

    /// <summary>Runs an operation that the administrator of the instance's node defined (<c>command:cloud_instance</c>).</summary>
    /// <param name="name">Its name; what runs stands on the node.</param>
    /// <exception cref="Errors.AnchorageException"><c>instance_not_found</c>, <c>forbidden</c>, <c>instance_stopped</c>, <c>operation_in_progress</c>, <c>node_offline</c>.</exception>
    [Alias("ExecuteNamed")]
    Task<InstanceOperation> ExecuteNamed(Caller caller, string instanceId, string name);

    /// <summary>The operation (<c>read:operation</c>).</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<OperationInfo> Get(Caller caller);

    /// <summary>Asks to stop the work. What was made is removed.</summary>
    /// <exception cref="Errors.AnchorageException"><c>operation_ended</c>.</exception>
    [Alias("Cancel")]
    Task<OperationInfo> Cancel(Caller caller);
}
