using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>What the agent gateway of an Api process calls on a node (key <c>node:ID</c>). No user reaches it.</summary>
[Alias("anchorage.INodeLinkGrain")]
public interface INodeLinkGrain : IGrainWithStringKey
{
    /// <summary>The identity to check a hello against, or null when the node is unknown or revoked.</summary>
    [Alias("GetIdentity")]
    Task<NodeIdentity?> GetIdentity();

    /// <summary>The machine leaves: its key is void and its link ends; the node stays with its owner, who finds all of it again when the machine comes back. The gateway has checked that the key signed it.</summary>
    /// <param name="publicKey">The key that was proven.</param>
    /// <param name="address">Where it came from.</param>
    /// <exception cref="Errors.AnchorageException"><c>node_revoked</c>; also when the node has another key by now.</exception>
    [Alias("Part")]
    Task Part(string publicKey, string address);

    /// <summary>Registers a link whose agent has proved the node's key. The newest link wins: the former one is closed.</summary>
    /// <exception cref="Errors.AnchorageException"><c>node_revoked</c>.</exception>
    [Alias("Connect")]
    Task Connect(LinkRegistration registration);

    /// <summary>Renews the lease of a link, every 5 s. Anything but <see cref="LeaseState.Renewed"/>: the gateway closes the link and says why.</summary>
    [Alias("RenewLease")]
    Task<LeaseState> RenewLease(string linkId);

    /// <summary>The link closed.</summary>
    [Alias("Disconnected")]
    Task Disconnected(string linkId, string reason);

    /// <summary>A one-way message of the agent: heartbeat, instance.changed, terminal.changed.</summary>
    [OneWay, Alias("Receive")]
    Task Receive(string linkId, AgentMessage message);

    /// <summary>The agent's full report after a connect (<c>NodeReport</c> as JSON); the node reconciles.</summary>
    [Alias("ReportState")]
    Task ReportState(string linkId, string reportJson);

    /// <summary>Replaces the node's public key (SubjectPublicKeyInfo, base64). The gateway has checked that the old and the new key signed it on this link.</summary>
    /// <exception cref="Errors.AnchorageException"><c>node_revoked</c>; <c>link_down</c> when another link replaced this one.</exception>
    [Alias("ReplaceKey")]
    Task ReplaceKey(string linkId, string publicKey);
}
