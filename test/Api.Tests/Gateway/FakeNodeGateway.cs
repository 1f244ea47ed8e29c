using System.Collections.Concurrent;
using System.Threading.Channels;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Tests.Gateway;

/// <summary>Nodes in memory, with the rules of the grains.</summary>
internal sealed class FakeNodeGateway : INodeGateway
{
    public const string Key = "anok_k1_secret";

    private readonly ConcurrentDictionary<string, string> _keys = new();
    private readonly ConcurrentDictionary<string, AgentConnection> _links = new();
    private int _next;

    public ConcurrentDictionary<string, EnrollRequest> Enrolled { get; } = new();

    public ConcurrentQueue<string> Disconnects { get; } = new();

    public ConcurrentQueue<string> Reports { get; } = new();

    public ConcurrentQueue<string> Completions { get; } = new();

    public Channel<AgentMessage> Received { get; } = Channel.CreateUnbounded<AgentMessage>();

    public Func<AgentMessage, Task>? OnReceive { get; set; }

    public bool LeaseFails { get; set; }

    /// <summary>The next renewal finds that the lease has lapsed, as after a pause that was too long.</summary>
    public bool LeaseLapsed { get; set; }

    public Task<string> EnrollAsync(string requestJson, string address)
    {
        EnrollRequest request = ProtocolJson.Read<EnrollRequest>(requestJson);
        if (request.Credential != Key)
        {
            throw new AnchorageException(ErrorCodes.InvalidOnboardingKey);
        }

        string id = Enrolled.FirstOrDefault(e => e.Value.MachineId == request.MachineId).Key ?? $"n{Interlocked.Increment(ref _next)}";
        Enrolled[id] = request;
        _keys[id] = request.PublicKey;
        return Task.FromResult(ProtocolJson.Write(new EnrollResponse(id, request.Name, "ada")));
    }

    public Task<NodeIdentity?> GetIdentityAsync(string nodeId) =>
        Task.FromResult(_keys.TryGetValue(nodeId, out string? key) ? new NodeIdentity(nodeId, key) : null);

    public Task PartAsync(NodeIdentity proven, string address) => _keys.TryRemove(proven.NodeId, out _) ? Task.CompletedTask : throw new AnchorageException(ErrorCodes.NodeRevoked);

    public Task ConnectAsync(string nodeId, AgentConnection connection, string descriptionJson, int protocolVersion, string address)
    {
        if (!_keys.ContainsKey(nodeId))
        {
            throw new AnchorageException(ErrorCodes.NodeRevoked);
        }

        _links[nodeId] = connection;
        return Task.CompletedTask;
    }

    public Task<LeaseState> RenewLeaseAsync(string nodeId, string linkId)
    {
        if (LeaseFails)
        {
            return Task.FromException<LeaseState>(new TimeoutException("silo"));
        }

        if (LeaseLapsed)
        {
            LeaseLapsed = false;
            return Task.FromResult(LeaseState.Lapsed);
        }

        bool present = _links.TryGetValue(nodeId, out AgentConnection? link) && link.LinkId == linkId;
        return Task.FromResult(!_keys.ContainsKey(nodeId) ? LeaseState.Revoked : present ? LeaseState.Renewed : LeaseState.Replaced);
    }

    public Task DisconnectedAsync(string nodeId, AgentConnection connection, string reason)
    {
        Disconnects.Enqueue(reason);
        _links.TryRemove(KeyValuePair.Create(nodeId, connection));
        return Task.CompletedTask;
    }

    public async Task ReceiveAsync(string nodeId, string linkId, AgentMessage message)
    {
        await (OnReceive?.Invoke(message) ?? Task.CompletedTask);
        await Received.Writer.WriteAsync(message);
    }

    public Task ReportStateAsync(string nodeId, string linkId, string reportJson)
    {
        Reports.Enqueue(reportJson);
        return Task.CompletedTask;
    }

    public Task ReplaceKeyAsync(string nodeId, string linkId, string publicKey)
    {
        _keys[nodeId] = publicKey;
        return Task.CompletedTask;
    }

    public Task ProgressAsync(string operationId, string nodeId, string progressJson) => Task.CompletedTask;

    public Task CompletedAsync(string operationId, string nodeId, string completedJson)
    {
        Completions.Enqueue($"{operationId}@{nodeId}");
        return Task.CompletedTask;
    }

    public void AddNode(string nodeId, string publicKey) => _keys[nodeId] = publicKey;

    public string KeyOf(string nodeId) => _keys[nodeId];

    public AgentConnection Link(string nodeId) => _links[nodeId];

    public bool IsLinked(string nodeId) => _links.ContainsKey(nodeId);

    public Task RevokeAsync(string nodeId)
    {
        _keys.TryRemove(nodeId, out _);
        return _links[nodeId].Close(LinkCloseReasons.Revoked);
    }
}
