using System.Collections.Concurrent;
using System.Security.Cryptography;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.Grains.Tests.House;

/// <summary>The link of a node, told by a test what to answer. Its work succeeds at once unless the test holds it back.</summary>
internal sealed class ScriptedAgent : IAgentLink
{
    private readonly GrainHouse _house;
    private IAgentLink? _reference;
    private int _links;

    private ScriptedAgent(GrainHouse house) => _house = house;

    public string NodeId { get; private set; } = "";

    /// <summary>True: accepted work does not end by itself.</summary>
    public bool HoldsWork { get; set; }

    /// <summary>Called before a request is answered; what it throws is the answer.</summary>
    public Action<AgentMessage> Before { get; set; } = _ => { };

    /// <summary>What the server asked for, in order.</summary>
    public ConcurrentQueue<AgentMessage> Requests { get; } = new();

    /// <summary>Reasons with which the server closed the link.</summary>
    public ConcurrentQueue<string> Closed { get; } = new();

    public INodeLinkGrain Node => _house.Grains.GetGrain<INodeLinkGrain>(GrainKeys.Node(NodeId));

    /// <summary>Enrols a machine and connects it.</summary>
    public static async Task<ScriptedAgent> Start(GrainHouse house)
    {
        string credential = await house.Grains.GetGrain<INodeDirectorySystemGrain>(GrainKeys.NodeDirectory).CreateLocalKey();
        ScriptedAgent agent = new(house);
        await agent.Enroll(credential, Guid.NewGuid().ToString("N"), local: true);
        house.Keep(agent);
        await house.Grains.GetGrain<INodeGrain>(GrainKeys.Node(agent.NodeId)).Update(
            GrainHouse.Admin, new NodeChange(null, true, null, 1000, null, null, null, null, null));
        await agent.Connect();
        return agent;
    }

    /// <summary>Anchors a machine that lets itself be managed, and connects it.</summary>
    public static async Task<ScriptedAgent> Anchor(GrainHouse house, Caller owner, string? fingerprint = null, string name = "machine")
    {
        fingerprint ??= Guid.NewGuid().ToString("N");
        AnchorToken token = await house.Grains.GetGrain<IAnchoringGrain>(GrainKeys.Anchoring).Issue(owner, new AnchorWish(fingerprint, null, null));
        ScriptedAgent agent = new(house) { Capabilities = ["machine"], Name = name };
        await agent.Enroll(token.Token, fingerprint, local: false);
        house.Keep(agent);
        await agent.Link();
        return agent;
    }

    /// <summary>What it says that it can.</summary>
    public string[] Capabilities { get; set; } = ["docker"];

    /// <summary>What the machine calls itself.</summary>
    public string Name { get; init; } = "machine";

    /// <summary>Exchanges a credential for an identity.</summary>
    public async Task Enroll(string credential, string fingerprint, bool local, string? publicKey = null)
    {
        EnrollRequest request = new(credential, publicKey ?? NewKey(), fingerprint, Name, local, Description);
        string answer = await _house.Grains.GetGrain<INodeEnrollmentGrain>(GrainKeys.Enrollment).Enroll(ProtocolJson.Write(request), "10.0.0.9");
        NodeId = ProtocolJson.Read<EnrollResponse>(answer).NodeId;
    }

    public static string NewKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Makes the link.</summary>
    public Task Link()
    {
        _reference = _house.Grains.CreateObjectReference<IAgentLink>(this);
        return Node.Connect(new LinkRegistration($"link{++_links}", _reference, ProtocolJson.Write(Description), 1, "10.0.0.9"));
    }

    /// <summary>The link broke.</summary>
    public Task Unlink() => Node.Disconnected($"link{_links}", "gone");

    public async Task Connect()
    {
        await Link();

        // Placement hears of a node by a message.
        INodeDirectorySystemGrain directory = _house.Grains.GetGrain<INodeDirectorySystemGrain>(GrainKeys.NodeDirectory);
        await GrainHouse.Until(
            async () =>
            {
                try
                {
                    return (await directory.Candidates(GrainHouse.Admin, NodeId)).Contains(NodeId);
                }
                catch (Anchorage.Grains.Abstractions.Errors.AnchorageException)
                {
                    return false;
                }
            },
            "the node takes instances");
    }

    public Task Close(string reason)
    {
        Closed.Enqueue(reason);
        return Task.CompletedTask;
    }

    public Task<AgentAnswer> Request(AgentMessage message)
    {
        Requests.Enqueue(message);
        Before(message);
        if (WorkOf(message) is not { } work)
        {
            return Task.FromResult(new AgentAnswer(message.Type == MessageTypes.InstanceKeys ? ProtocolJson.Write(new InstanceKeysSet(true)) : "{}"));
        }

        if (!HoldsWork)
        {
            _ = Task.Run(() => Finish(message), CancellationToken.None);
        }

        return Task.FromResult(new AgentAnswer(ProtocolJson.Write(new WorkAccepted(work, false))));
    }

    /// <summary>Reports the end of work that was accepted.</summary>
    public Task Finish(AgentMessage message)
    {
        string work = WorkOf(message)!;
        WorkCompleted done = new(work, true, false, null, null, null, Observe(message));
        return _house.Grains.GetGrain<IOperationWorkGrain>(GrainKeys.Operation(work.Split('-')[0])).Completed(NodeId, ProtocolJson.Write(done));
    }

    /// <summary>Requests of a type that belong to an operation.</summary>
    public AgentMessage[] Of(string operationId, string? type = null) =>
        [.. Requests.Where(r => (type is null || r.Type == type) && r.Json?.Contains($"\"{operationId}-", StringComparison.Ordinal) == true)];

    private AgentDescription Description =>
        new("1", "machine", "linux", "x64", Capabilities, ["10.0.0.9"], 4, 1L << 33, new DockerState(true, "27", "1.47", null, null));

    private static string? WorkOf(AgentMessage message) => message.Type switch
    {
        MessageTypes.InstanceCreate => ProtocolJson.Read<CreateInstance>(message.Json!).OperationId,
        MessageTypes.InstanceRebuild => ProtocolJson.Read<RebuildInstance>(message.Json!).OperationId,
        MessageTypes.InstanceChange => ProtocolJson.Read<ChangeInstance>(message.Json!).OperationId,
        _ => null,
    };

    private InstanceObservation Observe(AgentMessage message)
    {
        (string instance, string state) = message.Type switch
        {
            MessageTypes.InstanceCreate => (ProtocolJson.Read<CreateInstance>(message.Json!).Spec.InstanceId, "running"),
            MessageTypes.InstanceRebuild => (ProtocolJson.Read<RebuildInstance>(message.Json!).Spec.InstanceId, "running"),
            _ => ProtocolJson.Read<ChangeInstance>(message.Json!) is { } change
                ? (change.InstanceId, change.Verb switch { "delete" => "gone", "stop" => "stopped", _ => "running" })
                : ("", ""),
        };
        return new InstanceObservation(instance, "c-" + instance, state, WorkOf(message), null, null, false, [], true, null, null, _house.Clock.GetUtcNow());
    }
}
