using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>The grains behind the gateway, seen from it. Each call has the gateway's own deadline.</summary>
internal interface INodeGateway
{
    /// <inheritdoc cref="INodeEnrollmentGrain.Enroll"/>
    Task<string> EnrollAsync(string requestJson, string address);

    /// <inheritdoc cref="INodeLinkGrain.GetIdentity"/>
    Task<NodeIdentity?> GetIdentityAsync(string nodeId);

    /// <inheritdoc cref="INodeLinkGrain.Part"/>
    Task PartAsync(NodeIdentity proven, string address);

    /// <inheritdoc cref="INodeLinkGrain.Connect"/>
    Task ConnectAsync(string nodeId, AgentConnection connection, string descriptionJson, int protocolVersion, string address);

    /// <inheritdoc cref="INodeLinkGrain.RenewLease"/>
    Task<LeaseState> RenewLeaseAsync(string nodeId, string linkId);

    /// <inheritdoc cref="INodeLinkGrain.Disconnected"/>
    Task DisconnectedAsync(string nodeId, AgentConnection connection, string reason);

    /// <inheritdoc cref="INodeLinkGrain.Receive"/>
    Task ReceiveAsync(string nodeId, string linkId, AgentMessage message);

    /// <inheritdoc cref="INodeLinkGrain.ReportState"/>
    Task ReportStateAsync(string nodeId, string linkId, string reportJson);

    /// <inheritdoc cref="INodeLinkGrain.ReplaceKey"/>
    Task ReplaceKeyAsync(string nodeId, string linkId, string publicKey);

    /// <inheritdoc cref="Grains.Abstractions.Operations.IOperationWorkGrain.Progress"/>
    Task ProgressAsync(string operationId, string nodeId, string progressJson);

    /// <inheritdoc cref="Grains.Abstractions.Operations.IOperationWorkGrain.Completed"/>
    Task CompletedAsync(string operationId, string nodeId, string completedJson);
}
