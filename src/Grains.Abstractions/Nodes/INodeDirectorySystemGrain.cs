using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>What grains ask of the node directory (key <c>nodes:all</c>).</summary>
[Alias("anchorage.INodeDirectorySystemGrain")]
public interface INodeDirectorySystemGrain : IGrainWithStringKey
{
    /// <summary>Makes an onboarding key for the node beside the server.</summary>
    [Alias("CreateLocalKey")]
    Task<string> CreateLocalKey();

    /// <summary>Lets a machine in with an onboarding key: uses the key up by one and makes a node, unless the key's owner has one for this machine already. A name that is taken gets a number at its end.</summary>
    /// <exception cref="Errors.AnchorageException"><c>invalid_onboarding_key</c>, <c>onboarding_key_used_up</c>.</exception>
    [Alias("Admit")]
    Task<NodeAdmission> Admit(string key, string machineId, string name);

    /// <summary>Lets a machine in that an anchor token was made for: gives it a node, unless its owner has one for this machine already.</summary>
    [Alias("AdmitAnchored")]
    Task<NodeAdmission> AdmitAnchored(ObjectName owner, string machineId, string name);

    /// <summary>Gives a node another name.</summary>
    /// <exception cref="Errors.AnchorageException"><c>node_name_taken</c>.</exception>
    [Alias("Rename")]
    Task Rename(string nodeId, string name);

    /// <summary>A node reports what placement needs to know.</summary>
    [OneWay, Alias("Report")]
    Task Report(NodeSummary summary);

    /// <summary>Forgets a revoked node.</summary>
    [Alias("Remove")]
    Task Remove(string nodeId);

    /// <summary>Nodes on which an instance could be placed, best first: fewest containers of the owner, then least loaded.</summary>
    /// <exception cref="Errors.AnchorageException"><c>no_node_available</c>, <c>no_capacity</c>, <c>node_not_found</c>, <c>node_offline</c>, <c>node_draining</c>.</exception>
    [AlwaysInterleave, Alias("Candidates")]
    Task<ImmutableArray<string>> Candidates(Caller caller, string? nodeId);

    /// <summary>Image references that at least one online node has.</summary>
    [AlwaysInterleave, Alias("GetImages")]
    Task<ImmutableArray<string>> GetImages();

    /// <summary>Ids of all nodes.</summary>
    [AlwaysInterleave, Alias("GetIds")]
    Task<ImmutableArray<string>> GetIds();
}
