using System.Globalization;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.Grains.Tests.Simulation;

/// <summary>A machine with its agent and its gateway. The machine and the journal outlive the agent; the link does not outlive the server.</summary>
internal sealed class SimulatedAgent(SimulatedHouse house, string name) : IAgentLink
{
    private readonly Dictionary<string, SimulatedWork> _journal = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _lanes = new(StringComparer.Ordinal);
    private Task _events = Task.CompletedTask;
    private int _links;
    private int _life;

    public string Name => name;

    public string NodeId { get; set; } = "";

    public string? LinkId { get; private set; }

    /// <summary>The process of the agent runs.</summary>
    public bool Alive { get; private set; } = true;

    /// <summary>Its node was revoked, and nobody enrolled the machine again.</summary>
    public bool Gone { get; private set; }

    public SortedDictionary<string, SimulatedContainer> Containers { get; } = new(StringComparer.Ordinal);

    /// <summary>Ports that other programs of the machine use.</summary>
    public HashSet<int> OtherPrograms { get; } = [];

    public static AgentDescription Description { get; } =
        new("1", "machine", "linux", "x64", ["docker"], ["10.0.0.9"], 4, 1L << 33, new DockerState(true, "27", "1.47", null, null));

    /// <summary>Connects and reports until the house is closed; the loop of the real link.</summary>
    public async Task Run()
    {
        while (!house.Closed)
        {
            await house.Delay(house.Random.Next(100, 2_000));
            if (!Alive)
            {
                continue;
            }

            int crashes = house.Simulation.Crashes;
            string link = $"{name}-{++_links}";
            try
            {
                IAgentLink self = house.Client.CreateObjectReference<IAgentLink>(this);
                await Link.Connect(new LinkRegistration(link, self, ProtocolJson.Write(Description), 1, "10.0.0.9"));
                LinkId = link;
                await Link.ReportState(link, ProtocolJson.Write(Report()));
                _ = house.Start(() => SendResults(link));
                for (int second = 5; Alive && LinkId == link && crashes == house.Simulation.Crashes && !house.Closed; second += 5)
                {
                    await house.Delay(5_000);
                    if (await Link.RenewLease(link) != LeaseState.Renewed)
                    {
                        break;
                    }

                    if (second % 10 == 0)
                    {
                        MachineHealth health = new(1, 4, 1, 2, 1, 2, 0, 0, 0, second);
                        await Link.Receive(link, new AgentMessage(MessageTypes.Heartbeat, ProtocolJson.Write(new Heartbeat(house.Now, health, null))));
                    }
                }
            }
            catch (Exception exception) when (exception is not ShouldAssertException)
            {
                house.Step($"{name}: link {link} ended: {exception.Message}");
            }

            if (LinkId == link)
            {
                LinkId = null;
                if (Alive)
                {
                    await house.Try($"{name} disconnected", () => Link.Disconnected(link, "closed"));
                }
            }
        }
    }

    /// <summary>Kills the agent's process: what it did is cut off and begun again when it is back.</summary>
    public void Kill()
    {
        house.Step($"{name}: agent killed");
        (Alive, LinkId) = (false, null);
        _life++;
        _lanes.Clear();
    }

    /// <summary>The node is revoked: the agent ends until the machine is enrolled again.</summary>
    public void Leave()
    {
        Kill();
        Gone = true;
    }

    public void Return()
    {
        Gone = false;
        Restart();
    }

    public void Restart()
    {
        if (Gone)
        {
            return;
        }

        Alive = true;
        foreach ((string workId, SimulatedWork work) in _journal.Where(j => j.Value.Result is null).ToArray())
        {
            Enqueue(workId, work);
        }
    }

    /// <summary>Somebody at the machine stops, starts or removes a container.</summary>
    public void ByHand(string instanceId, Action<SimulatedContainer> change)
    {
        change(Containers[instanceId]);
        house.Step($"{name}: by hand {instanceId} running={Containers[instanceId].Running} exists={Containers[instanceId].Exists}");
        _ = house.Start(() => Event(instanceId));
    }

    public Task Close(string reason)
    {
        LinkId = null;
        return Task.CompletedTask;
    }

    public async Task<AgentAnswer> Request(AgentMessage message)
    {
        if (!Alive || house.Faults.Happens(house.Faults.LostMessage))
        {
            await house.Delay(10_000);
            throw new TimeoutException();
        }

        AgentAnswer answer = Handle(message);
        if (house.Faults.Happens(house.Faults.DoubledMessage) && message.Type != MessageTypes.InstanceKeys)
        {
            // Work is known by its id, however late it comes again; keys are answered in order.
            _ = house.Start(async () =>
            {
                await house.Delay(house.Random.Next(1, 60_000));
                Handle(message);
            });
        }

        if (house.Faults.Happens(house.Faults.LostMessage))
        {
            await house.Delay(10_000);
        }

        return answer;
    }

    private INodeLinkGrain Link => house.Client.GetGrain<INodeLinkGrain>(GrainKeys.Node(NodeId));

    private AgentAnswer Handle(AgentMessage message)
    {
        switch (message.Type)
        {
            case MessageTypes.InstanceCreate:
                return Accept(ProtocolJson.Read<CreateInstance>(message.Json!).OperationId, message);
            case MessageTypes.InstanceRebuild:
                return Accept(ProtocolJson.Read<RebuildInstance>(message.Json!).OperationId, message);
            case MessageTypes.InstanceChange:
                return Accept(ProtocolJson.Read<ChangeInstance>(message.Json!).OperationId, message);
            case MessageTypes.InstanceKeys:
                SetInstanceKeys keys = ProtocolJson.Read<SetInstanceKeys>(message.Json!);
                bool applies = Containers.TryGetValue(keys.InstanceId, out SimulatedContainer? container) && container is { Exists: true, Running: true };
                if (applies)
                {
                    container!.Keys = [.. keys.AuthorizedKeys];
                }

                return new AgentAnswer(ProtocolJson.Write(new InstanceKeysSet(applies)));
            case MessageTypes.OperationCancel:
                if (_journal.TryGetValue(ProtocolJson.Read<CancelWork>(message.Json!).OperationId, out SimulatedWork? work))
                {
                    work.Cancelled = true;
                }

                return new AgentAnswer("{}");
            default:
                return new AgentAnswer("{}");
        }
    }

    private AgentAnswer Accept(string workId, AgentMessage message)
    {
        bool known = _journal.TryGetValue(workId, out SimulatedWork? work);
        if (!known)
        {
            _journal[workId] = work = new SimulatedWork(message);
            Enqueue(workId, work);
        }
        else if (work!.Acknowledged)
        {
            work.Acknowledged = false;
            _ = house.Start(() => SendResult(workId, work));
        }

        return new AgentAnswer(ProtocolJson.Write(new WorkAccepted(workId, known)));
    }

    /// <summary>One work after the other per instance.</summary>
    private void Enqueue(string workId, SimulatedWork work)
    {
        string instance = InstanceOf(work.Message);
        Task before = _lanes.GetValueOrDefault(instance, Task.CompletedTask);
        int life = _life;
        _lanes[instance] = house.Start(async () =>
        {
            await before;
            await house.Delay(house.AgentsFail && house.Random.Next(20) == 0 ? 60_000 : house.Random.Next(50, 4_000));
            if (life != _life)
            {
                return;
            }

            Task progress = Progress(workId);
            if (!house.Faults.Happens(house.Faults.Reordered))
            {
                await progress;
            }

            work.Result = ProtocolJson.Write(Do(workId, work));
            house.Step($"{name}: {workId} did {work.Result}");
            _ = house.Start(() => Event(instance));
            _ = house.Start(() => SendResult(workId, work));
        });
    }

    private WorkCompleted Do(string workId, SimulatedWork work)
    {
        string id = InstanceOf(work.Message);
        if (work.Cancelled)
        {
            return new WorkCompleted(workId, false, true, null, null, null, work.Message.Type == MessageTypes.InstanceCreate ? null : Observe(id));
        }

        if (house.AgentsFail && house.Random.Next(25) == 0)
        {
            return new WorkCompleted(workId, false, false, ErrorCodes.ContainerFailed, "It ended at once.", null, Observe(id));
        }

        switch (work.Message.Type)
        {
            case MessageTypes.InstanceCreate:
                return Make(workId, ProtocolJson.Read<CreateInstance>(work.Message.Json!).Spec);
            case MessageTypes.InstanceRebuild:
                return Make(workId, ProtocolJson.Read<RebuildInstance>(work.Message.Json!).Spec);
            default:
                return Change(workId, ProtocolJson.Read<ChangeInstance>(work.Message.Json!));
        }
    }

    private WorkCompleted Make(string workId, InstanceSpec spec)
    {
        int[] ports = [.. spec.Ports.Select(p => p.Host)];
        HashSet<int> used = [.. OtherPrograms, .. Containers.Where(c => c.Key != spec.InstanceId && c.Value.Exists).SelectMany(c => c.Value.Ports)];
        if (ports.FirstOrDefault(used.Contains) is > 0 and var port)
        {
            Dictionary<string, string> details = new() { ["port"] = port.ToString(CultureInfo.InvariantCulture) };
            return new WorkCompleted(workId, false, false, ErrorCodes.PortInUse, $"Port {port} is used.", details, null);
        }

        Containers[spec.InstanceId] = new SimulatedContainer { Ports = ports, Keys = [.. spec.AuthorizedKeys], WorkId = workId };
        return new WorkCompleted(workId, true, false, null, null, null, Observe(spec.InstanceId));
    }

    private WorkCompleted Change(string workId, ChangeInstance change)
    {
        if (change.Verb == "delete")
        {
            Containers.Remove(change.InstanceId);
            return new WorkCompleted(workId, true, false, null, null, null, Observe(change.InstanceId));
        }

        if (!Containers.TryGetValue(change.InstanceId, out SimulatedContainer? container) || !container.Exists)
        {
            return new WorkCompleted(workId, false, false, ErrorCodes.ContainerFailed, "There is no container.", null, Observe(change.InstanceId));
        }

        container.Running = change.Verb != "stop";
        container.Keys = change.AuthorizedKeys is { } keys && container.Running ? [.. keys] : container.Keys;
        return new WorkCompleted(workId, true, false, null, null, null, Observe(change.InstanceId));
    }

    private InstanceObservation Observe(string id)
    {
        Containers.TryGetValue(id, out SimulatedContainer? container);
        string state = container switch { null => "gone", { Exists: false } => "missing", { Running: true } => "running", _ => "stopped" };
        PortMapping[] ports = [.. container?.Ports.Select(p => new PortMapping("p", 1, p)) ?? []];
        return new InstanceObservation(id, container is null ? null : "c-" + id, state, container?.WorkId, null, null, false, ports, true, null, null, house.Now);
    }

    private NodeReport Report() => new(
        Description.Docker, [], [.. Containers.Keys.Select(Observe)], [], [.. _journal.Where(j => !j.Value.Acknowledged).Select(j => j.Key)]);

    /// <summary>Tells what the container is now. Events keep their order among each other; an answer or an end of work may overtake them.</summary>
    private Task Event(string instanceId)
    {
        string observation = ProtocolJson.Write(Observe(instanceId));
        string? link = LinkId;
        Task before = _events;
        return _events = Send();

        async Task Send()
        {
            await before;
            await house.Delay(house.Random.Next(1, house.Faults.Happens(house.Faults.Reordered) ? 8_000 : 500));

            // What waits on a link that breaks is gone; the report on the next one says it all.
            if (link is not null && LinkId == link && !house.Faults.Happens(house.Faults.LostMessage))
            {
                await house.Try($"{name} event {instanceId}", () => Link.Receive(link, new AgentMessage(MessageTypes.InstanceChanged, observation)));
            }
        }
    }

    private async Task Progress(string workId)
    {
        if (house.Faults.Happens(house.Faults.Reordered))
        {
            await house.Delay(house.Random.Next(1, 5_000));
        }

        if (LinkId is not null)
        {
            await house.Try($"{name} progress {workId}", () => Operation(workId).Progress(NodeId, ProtocolJson.Write(new WorkProgress(workId, 50, "half", "Half."))));
        }
    }

    private async Task SendResults(string link)
    {
        foreach ((string workId, SimulatedWork work) in _journal.Where(j => j.Value is { Result: not null, Acknowledged: false }).ToArray())
        {
            if (LinkId == link)
            {
                await SendResult(workId, work);
            }
        }
    }

    /// <summary>Reports an end until that is answered, or the link breaks.</summary>
    private async Task SendResult(string workId, SimulatedWork work)
    {
        while (LinkId is not null && !work.Acknowledged)
        {
            try
            {
                if (!house.Faults.Happens(house.Faults.LostMessage))
                {
                    await Operation(workId).Completed(NodeId, work.Result!);
                    work.Acknowledged = !house.Faults.Happens(house.Faults.LostMessage);
                }
            }
            catch (Exception exception)
            {
                house.Step($"{name}: completion of {workId} was not taken: {exception.Message}");
            }

            await house.Delay(house.Random.Next(500, 3_000));
        }
    }

    private IOperationWorkGrain Operation(string workId) => house.Client.GetGrain<IOperationWorkGrain>(GrainKeys.Operation(workId.Split('-')[0]));

    private static string InstanceOf(AgentMessage message) => message.Type switch
    {
        MessageTypes.InstanceCreate => ProtocolJson.Read<CreateInstance>(message.Json!).Spec.InstanceId,
        MessageTypes.InstanceRebuild => ProtocolJson.Read<RebuildInstance>(message.Json!).Spec.InstanceId,
        _ => ProtocolJson.Read<ChangeInstance>(message.Json!).InstanceId,
    };
}
