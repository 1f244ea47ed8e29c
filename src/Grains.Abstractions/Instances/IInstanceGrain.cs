using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Commands;
using Anchorage.Grains.Abstractions.Nodes;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>One instance (key <c>inst:ID</c>).</summary>
[Alias("anchorage.IInstanceGrain")]
public interface IInstanceGrain : IGrainWithStringKey
{
    /// <summary>The instance (<c>read:cloud_instance</c>).</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<InstanceInfo> Get(Caller caller);

    /// <summary>Changes name, limits or restart policy (<c>manage:cloud_instance</c>).</summary>
    /// <param name="ifMatch">ETag that must still hold, or null.</param>
    [Alias("Update")]
    Task<InstanceInfo> Update(Caller caller, InstanceChange change, string? ifMatch);

    /// <summary>Permits one TCP connection into the instance: <c>ssh:cloud_instance</c> for port 22, <c>forward:cloud_instance</c> for others.</summary>
    /// <exception cref="Errors.AnchorageException"><c>instance_not_found</c>, <c>instance_stopped</c>, <c>node_offline</c>.</exception>
    [Alias("GrantTcp")]
    Task<StreamGrant> GrantTcp(Caller caller, int port);

    /// <summary>Permits running one free command without a terminal (<c>exec:cloud_instance</c>; as root <c>root:cloud_instance</c>). The audit names the program, not its arguments.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="directory">Absolute path to begin in, or null.</param>
    /// <param name="root">As root of a machine.</param>
    /// <exception cref="Errors.AnchorageException"><c>invalid_request</c>, <c>instance_not_found</c>, <c>instance_stopped</c>, <c>node_offline</c>.</exception>
    [Alias("GrantCommand")]
    Task<StreamGrant> GrantCommand(Caller caller, ImmutableArray<string> command, string? directory, bool root);

    /// <summary>Permits reading the log (<c>logs:cloud_instance</c>).</summary>
    [Alias("GrantLogs")]
    Task<StreamGrant> GrantLogs(Caller caller, int tail);

    /// <summary>Asks the node how the instance is, now (<c>read:cloud_instance</c>). An agent that does not answer is told as such in the result, not by an error.</summary>
    /// <exception cref="Errors.AnchorageException"><c>instance_not_found</c>.</exception>
    [AlwaysInterleave, Alias("Ping")]
    Task<InstanceCheck> Ping(Caller caller);

    /// <summary>Permits one command of the allow-list (<c>command:cloud_instance</c>) and counts it. What the command touches asks for its own permission besides.</summary>
    /// <exception cref="Errors.AnchorageException"><c>instance_not_found</c>, <c>forbidden</c>.</exception>
    [AlwaysInterleave, Alias("BeginCommand")]
    Task<InstanceAccess> BeginCommand(Caller caller);

    /// <summary>Permits a command that the agent answers at length: <c>logs:cloud_instance</c> for a log, <c>command:cloud_instance</c> otherwise.</summary>
    /// <param name="action">A name of <c>CommandActions</c>.</param>
    /// <param name="argumentsJson">The record of the protocol that belongs to the action.</param>
    /// <exception cref="Errors.AnchorageException"><c>invalid_request</c>, <c>instance_not_found</c>, <c>forbidden</c>, <c>node_offline</c>.</exception>
    [AlwaysInterleave, Alias("GrantCall")]
    Task<InstanceGrant> GrantCall(Caller caller, string action, string argumentsJson);

    /// <summary>Permits work on files: <c>browse:cloud_files</c> for what tells no content, <c>read:cloud_files</c>, or <c>write:cloud_files</c> for what changes something. The Api audits changes with their outcome.</summary>
    /// <param name="action">A name of <c>FileActions</c>.</param>
    /// <param name="argumentsJson">The record of the protocol that belongs to the action.</param>
    /// <exception cref="Errors.AnchorageException"><c>invalid_request</c>, <c>instance_not_found</c>, <c>forbidden</c>, <c>instance_stopped</c>, <c>node_offline</c>.</exception>
    [AlwaysInterleave, Alias("GrantFiles")]
    Task<InstanceGrant> GrantFiles(Caller caller, string action, string argumentsJson);

    /// <summary>Permits work with git: <c>read:cloud_git</c>, or <c>write:cloud_git</c> for what changes something. The Api audits changes with their outcome.</summary>
    /// <param name="action">A name of <c>GitActions</c>.</param>
    /// <param name="argumentsJson">The record of the protocol that belongs to the action.</param>
    /// <exception cref="Errors.AnchorageException"><c>invalid_request</c>, <c>instance_not_found</c>, <c>forbidden</c>, <c>instance_stopped</c>, <c>node_offline</c>.</exception>
    [AlwaysInterleave, Alias("GrantGit")]
    Task<InstanceGrant> GrantGit(Caller caller, string action, string argumentsJson);
}
