using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Commands;
using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Abstractions.Operations;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>What operations, nodes and accounts ask of an instance (key <c>inst:ID</c>).</summary>
[Alias("anchorage.IInstanceSystemGrain")]
public interface IInstanceSystemGrain : IGrainWithStringKey
{
    /// <summary>Stores a new instance for a create operation. Safe to repeat.</summary>
    [Alias("Initialise")]
    Task<InstanceInfo> Initialise(InstancePlan plan, OperationInfo operation);

    /// <summary>Begins an operation: refuses while another one runs. Null when the instance is in the wanted state already.</summary>
    /// <exception cref="Errors.AnchorageException"><c>instance_not_found</c>, <c>operation_in_progress</c>, <c>instance_failed</c>.</exception>
    [Alias("Begin")]
    Task<InstanceWork?> Begin(Caller caller, InstanceVerb verb, OperationInfo operation, ImageChoice? image);

    /// <summary>The present plan, for an operation that is taken up again.</summary>
    [Alias("GetWork")]
    Task<InstanceWork?> GetWork();

    /// <summary>Other ports were leased for a create that met a busy port.</summary>
    [Alias("SetPorts")]
    Task SetPorts(string operationId, ImmutableArray<PortLease> ports);

    /// <summary>The operation ended; stores the outcome and what the node saw.</summary>
    /// <param name="observationJson"><c>InstanceObservation</c> as JSON, or null.</param>
    [Alias("End")]
    Task<InstanceInfo?> End(OperationInfo operation, InstanceVerb verb, string? observationJson);

    /// <summary>The node saw a change (<c>InstanceObservation</c> as JSON), or the instance missing from its report (null).</summary>
    [OneWay, Alias("Observed")]
    Task Observed(string nodeId, string? observationJson);

    /// <summary>The node went on or off line, or has another name or address.</summary>
    [OneWay, Alias("NodeChanged")]
    Task NodeChanged(InstanceNode node);

    /// <summary>The owner's SSH keys changed.</summary>
    [OneWay, Alias("KeysChanged")]
    Task KeysChanged();

    /// <summary>The instance as it is, for lists of callers that the index has permitted; null when it is gone.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<InstanceInfo?> Read();

    /// <summary>What was measured last, for lists of callers that the index has permitted; null when it is gone.</summary>
    [AlwaysInterleave, Alias("ReadCheck")]
    Task<InstanceCheck?> ReadCheck();

    /// <summary>Checks a permission on the instance and names what a terminal needs.</summary>
    /// <exception cref="Errors.AnchorageException"><c>instance_not_found</c>, <c>forbidden</c>, <c>instance_stopped</c>, <c>node_offline</c>.</exception>
    [AlwaysInterleave, Alias("Permit")]
    Task<InstanceAccess> Permit(Caller caller, string permission, bool mustRun);

    /// <summary>Admits a call of a program (<paramref name="call"/> names the permissions that it takes). When one of them waits for the owner, the owner is asked.</summary>
    /// <exception cref="Errors.AnchorageException">As <see cref="Permit"/>; <c>mcp_not_allowed</c>, <c>mcp_call_limit</c>, <c>payload_too_large</c>.</exception>
    [AlwaysInterleave, Alias("AdmitMcp")]
    Task<McpAdmission> AdmitMcp(Caller caller, McpCallRequest call);

    /// <summary>A machine says that it lets itself be managed, and how it is. The first time it becomes an instance of its owner.</summary>
    /// <param name="owner">Owner of the node.</param>
    /// <param name="node">The node as it is now.</param>
    /// <param name="system">Its operating system.</param>
    [OneWay, Alias("MachineSeen")]
    Task MachineSeen(ObjectName owner, InstanceNode node, string system);

    /// <summary>The node of a machine was revoked: the instance is no more.</summary>
    [OneWay, Alias("MachineGone")]
    Task MachineGone();
}
