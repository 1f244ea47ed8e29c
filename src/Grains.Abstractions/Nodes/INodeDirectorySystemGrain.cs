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

    /// <summary>Uses an onboarding key up by one and names its owner.</summary>
    /// <exception cref="Errors.AnchorageException"><c>invalid_onboarding_key</c>, <c>onboarding_key_used_up</c>.</exception>
    [Alias("UseKey")]
    Task<ObjectName> UseKey(string key, string machineId);

    /// <summary>The node of a machine and owner with its name, made if there is none; a name that is taken gets a number at its end.</summary>
    [Alias("FindOrAdd")]
    Task<ObjectName> FindOrAdd(string ownerId, string machineId, string name);

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
