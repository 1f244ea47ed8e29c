using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>What operations, instances and enrolment ask of a node (key <c>node:ID</c>).</summary>
[Alias("anchorage.INodeSystemGrain")]
public interface INodeSystemGrain : IGrainWithStringKey
{
    /// <summary>Stores or renews the identity of an enrolled machine; a former link is closed.</summary>
    [Alias("Enroll")]
    Task<NodeInfo> Enroll(ObjectName owner, string enrollRequestJson);

    /// <summary>Leases three consecutive ports and room for an instance. Repeating it gives the same lease.</summary>
    /// <param name="skip">Ports that another program was found to use.</param>
    /// <exception cref="Errors.AnchorageException"><c>node_offline</c>, <c>node_draining</c>, <c>no_capacity</c>, <c>ports_exhausted</c>.</exception>
    [Alias("Reserve")]
    Task<NodeLease> Reserve(string instanceId, string ownerId, LimitsInfo limits, ImmutableArray<int> skip);

    /// <summary>New limits of a placed instance.</summary>
    [Alias("Resize")]
    Task Resize(string instanceId, LimitsInfo limits);

    /// <summary>The instance is in the trash: it keeps its ports and takes no room until it is reserved for again.</summary>
    [Alias("SetAside")]
    Task SetAside(string instanceId);

    /// <summary>Gives ports and room back, after the container is gone.</summary>
    [Alias("Release")]
    Task Release(string instanceId);

    /// <summary>Gives an instance up whose container may still be there: the ports come back when the node has removed it.</summary>
    [Alias("Abandon")]
    Task Abandon(string instanceId);

    /// <summary>Passes a request to the agent; an answer or an error within 5 s.</summary>
    [AlwaysInterleave, Alias("Send")]
    Task<AgentAnswer> Send(AgentMessage message);

    /// <summary>Closes the link, if there is one; the agent makes a new one. The caller has asked for permission.</summary>
    /// <returns>Whether there was one.</returns>
    [Alias("Disconnect")]
    Task<bool> Disconnect();

    /// <summary>Where the node is and whether it is online.</summary>
    [AlwaysInterleave, Alias("GetPlace")]
    Task<InstanceNode> GetPlace();

    /// <summary>What placement needs to know, as it is now; null when unknown. <c>INodeDirectorySystemGrain.Report</c> says the same a moment later.</summary>
    [AlwaysInterleave, Alias("Summarise")]
    Task<NodeSummary?> Summarise();

    /// <summary>The same of the machine itself: offline too when it does not let itself be managed.</summary>
    [AlwaysInterleave, Alias("GetMachine")]
    Task<InstanceNode> GetMachine();

    /// <summary>The node as it is, for the directory; null when unknown.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<NodeInfo?> Read();
}
