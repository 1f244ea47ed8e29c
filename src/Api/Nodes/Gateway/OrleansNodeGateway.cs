using System.Collections.Concurrent;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>The grains themselves.</summary>
/// <param name="grains">Reaches them.</param>
internal sealed class OrleansNodeGateway(IGrainFactory grains) : INodeGateway
{
    // A reference is released by itself, not by the object behind it.
    private readonly ConcurrentDictionary<string, IAgentLink> _references = new();

    /// <inheritdoc/>
    public Task<string> EnrollAsync(string requestJson, string address) =>
        grains.GetGrain<INodeEnrollmentGrain>(GrainKeys.Enrollment).Enroll(requestJson, address);

    /// <inheritdoc/>
    public Task<NodeIdentity?> GetIdentityAsync(string nodeId) => Node(nodeId).GetIdentity();

    /// <inheritdoc/>
    public Task PartAsync(NodeIdentity proven, string address) => Node(proven.NodeId).Part(proven.PublicKey, address);

    /// <inheritdoc/>
    public Task ConnectAsync(string nodeId, AgentConnection connection, string descriptionJson, int protocolVersion, string address)
    {
        IAgentLink reference = grains.CreateObjectReference<IAgentLink>(connection);
        _references[connection.LinkId] = reference;
        return Node(nodeId).Connect(new LinkRegistration(connection.LinkId, reference, descriptionJson, protocolVersion, address));
    }

    /// <inheritdoc/>
    public Task<LeaseState> RenewLeaseAsync(string nodeId, string linkId) => Node(nodeId).RenewLease(linkId);

    /// <inheritdoc/>
    public Task DisconnectedAsync(string nodeId, AgentConnection connection, string reason)
    {
        if (_references.TryRemove(connection.LinkId, out IAgentLink? reference))
        {
            grains.DeleteObjectReference<IAgentLink>(reference);
        }

        return Node(nodeId).Disconnected(connection.LinkId, reason);
    }

    /// <inheritdoc/>
    public Task ReceiveAsync(string nodeId, string linkId, AgentMessage message) => Node(nodeId).Receive(linkId, message);

    /// <inheritdoc/>
    public Task ReportStateAsync(string nodeId, string linkId, string reportJson) => Node(nodeId).ReportState(linkId, reportJson);

    /// <inheritdoc/>
    public Task ReplaceKeyAsync(string nodeId, string linkId, string publicKey) => Node(nodeId).ReplaceKey(linkId, publicKey);

    /// <inheritdoc/>
    public Task ProgressAsync(string operationId, string nodeId, string progressJson) => Operation(operationId).Progress(nodeId, progressJson);

    /// <inheritdoc/>
    public Task CompletedAsync(string operationId, string nodeId, string completedJson) => Operation(operationId).Completed(nodeId, completedJson);

    private INodeLinkGrain Node(string id) => grains.GetGrain<INodeLinkGrain>(GrainKeys.Node(id));

    /// <summary>An agent knows work as <c>OPERATION-TRY</c>; a deletion of an orphan (<c>gc-...</c>) belongs to no operation and is answered by nobody's grain state.</summary>
    private IOperationWorkGrain Operation(string workId) => grains.GetGrain<IOperationWorkGrain>(GrainKeys.Operation(workId.Split('-')[0]));
}
