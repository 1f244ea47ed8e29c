using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>One node (key <c>node:ID</c>).</summary>
[Alias("anchorage.INodeGrain")]
public interface INodeGrain : IGrainWithStringKey
{
    /// <summary>The node (<c>read:node</c>).</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<NodeInfo> Get(Caller caller);

    /// <summary>Changes its settings (<c>manage:node</c>).</summary>
    [Alias("Update")]
    Task<NodeInfo> Update(Caller caller, NodeChange change);

    /// <summary>Revokes it (<c>manage:node</c>): cuts the link and all streams; the agent cannot come back.</summary>
    /// <exception cref="Errors.AnchorageException"><c>node_not_empty</c> unless forced.</exception>
    [Alias("Revoke")]
    Task Revoke(Caller caller, bool force);

    /// <summary>Lets its agent make a new key pair (<c>manage:node</c>); the old key is void when this returns. Link and streams go on.</summary>
    /// <exception cref="Errors.AnchorageException"><c>node_offline</c>, or what the agent answered.</exception>
    [AlwaysInterleave, Alias("RotateKey")]
    Task RotateKey(Caller caller);

    /// <summary>A stream on which the node's agent sends back what it gets (<c>read:node</c>), for finding the hop that is broken.</summary>
    /// <exception cref="Errors.AnchorageException"><c>node_offline</c>.</exception>
    [AlwaysInterleave, Alias("GrantProbe")]
    Task<StreamGrant> GrantProbe(Caller caller);

    /// <summary>Health of the last minutes, oldest first.</summary>
    [AlwaysInterleave, Alias("GetHealth")]
    Task<ImmutableArray<HealthSample>> GetHealth(Caller caller, int minutes);
}
