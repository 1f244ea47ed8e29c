using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Events;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Streams;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Instances;

/// <summary>See <see cref="IInstanceGrain"/>: what people ask of an instance. What operations and nodes tell it is in <c>InstanceGrain.System.cs</c>.</summary>
[GrainType("inst")]
public sealed partial class InstanceGrain(
    [PersistentState("inst")] IPersistentState<InstanceState> state,
    IOptions<InstancesOptions> options,
    IIdSource ids,
    Authoriser authoriser,
    AuditTrail audit,
    EventPublisher events,
    TimeProvider time) : Grain, IInstanceGrain, IInstanceSystemGrain
{
    private static readonly TimeSpan GrantLife = TimeSpan.FromSeconds(10);

    private int _keys;

    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private InstanceState State => state.State;

    private InstancePlan Plan => State.Plan ?? throw Fail.NotFound("instance", Id);

    private ResourceRef Resource => new("instance", Id, State.Plan?.OwnerId, State.Plan?.Name, Mcp: State.Plan?.McpPolicy ?? McpPolicy.Refused);

    private INodeSystemGrain Node => GrainFactory.GetGrain<INodeSystemGrain>(GrainKeys.Node(Plan.Node.Id));

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (State.Plan is { } plan)
        {
            // What the node said before a restart may be old.
            state.State = State with { Plan = plan with { Node = await (IsMachine ? Node.GetMachine() : Node.GetPlace()) } };
            _keys = IsMachine ? 0 : (await User.GetAuthorizedKeys()).Length;
            await FinishRename();
        }
    }

    /// <summary>The list of names changes first: what was cut off between it and the instance is carried through here.</summary>
    private async Task FinishRename()
    {
        IEnumerable<ObjectName> names = await GrainFactory.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(Plan.OwnerId)).List();
        if (names.FirstOrDefault(n => n.Id == Id) is { } listed && listed.Name != Plan.Name)
        {
            await state.Save(State with { Plan = Plan with { Name = listed.Name }, Version = State.Version + 1 });
        }
    }

    private IUserSystemGrain User => GrainFactory.GetGrain<IUserSystemGrain>(GrainKeys.User(Plan.OwnerId));

    /// <inheritdoc/>
    public async Task<InstanceInfo> Get(Caller caller)
    {
        await Require(caller, Permissions.ReadInstance);
        return Info() with { Permissions = await authoriser.PermissionsOn(caller, Resource) };
    }

    /// <inheritdoc/>
    public async Task<InstanceInfo> Update(Caller caller, InstanceChange change, string? ifMatch)
    {
        await Require(caller, Permissions.ManageInstance);
        if (ifMatch is not null && ifMatch != InstanceViews.Etag(State))
        {
            throw new AnchorageException(ErrorCodes.ChangedMeanwhile, ("kind", "instance"));
        }

        if (change is not { Name: null, Limits: null, RestartPolicy: null, RecordTerminals: null })
        {
            // To close it to programs need not wait until what they do is done.
            RequireNoWork();
            RequireOutsideTrash();
        }

        if (change.Limits is not null || change.RestartPolicy is not null)
        {
            RequireContainer();
        }

        InstancePlan next = Plan with
        {
            Name = change.Name is null ? Plan.Name : InstanceRules.Name(change.Name),
            Limits = change.Limits is null ? Plan.Limits : InstanceRules.Limits(Plan.Limits, change.Limits, options.Value),
            RestartPolicy = change.RestartPolicy is null ? Plan.RestartPolicy : InstanceRules.RestartPolicy(change.RestartPolicy),
            RecordTerminals = change.RecordTerminals ?? Plan.RecordTerminals,
            McpControllable = change.McpControllable ?? Plan.McpControllable,
            McpApproval = change.McpApproval ?? Plan.McpApproval,
        };
        if (next.McpPolicy != Plan.McpPolicy || next.McpApproval != Plan.McpApproval)
        {
            await Require(caller, Permissions.ManageMcp);
        }

        return next == Plan ? Info() : await audit.Run(caller, AuditActions.InstanceUpdated, Resource, () => Apply(next), Describe(next));
    }

    /// <inheritdoc/>
    public async Task<StreamGrant> GrantTcp(Caller caller, int port)
    {
        if (port is < 1 or > 65_535)
        {
            throw Fail.Invalid("port", "must be 1 to 65535");
        }

        await Require(caller, port == 22 ? Permissions.SshInstance : Permissions.ForwardInstance);
        RequireRunning();
        await audit.Note(caller, AuditActions.TunnelOpened, Resource, details: ImmutableDictionary<string, string>.Empty.Add("port", port.ToString(CultureInfo.InvariantCulture)));
        return Grant(StreamKinds.Tcp, ProtocolJson.Write(new ConnectTcp(Id, port)));
    }

    /// <inheritdoc/>
    public async Task<StreamGrant> GrantCommand(Caller caller, ImmutableArray<string> command, string? directory, bool root)
    {
        if (StartCommand.Problem(command.IsDefault ? null : command, directory) is { } problem)
        {
            throw Fail.Invalid("command", problem);
        }

        await Require(caller, root ? Permissions.RootInstance : Permissions.ExecInstance);
        RequireRunning();
        await audit.Note(caller, AuditActions.CommandRun, Resource, details: ImmutableDictionary<string, string>.Empty
            .Add("program", command[0].Length > 200 ? command[0][..200] : command[0])
            .Add("arguments", (command.Length - 1).ToString(CultureInfo.InvariantCulture))
            .Add("root", root ? "true" : "false"));
        return Grant(StreamKinds.Exec, ProtocolJson.Write(new StartCommand(Id, command, directory, root)));
    }

    /// <inheritdoc/>
    public async Task<StreamGrant> GrantLogs(Caller caller, int tail)
    {
        if (tail is < 1 or > 5_000)
        {
            throw Fail.Invalid("tail", "must be 1 to 5000");
        }

        await Require(caller, Permissions.ReadLogs);
        RequireOnline();
        await audit.Note(caller, AuditActions.LogsRead, Resource);
        return Grant(StreamKinds.Logs, ProtocolJson.Write(new ReadLogs(Id, tail)));
    }

    /// <inheritdoc/>
    public async Task<InstanceAccess> Permit(Caller caller, string permission, bool mustRun)
    {
        await Require(caller, permission);
        if (mustRun)
        {
            RequireRunning();
        }

        return Access;
    }

    private InstanceAccess Access => new(Id, Plan.Name, Plan.OwnerId, Plan.Node.Id, Plan.RecordTerminals, Plan.McpPolicy);

    private StreamGrant Grant(string kind, string payload) => new(ids.NewId(), Plan.Node.Id, kind, payload, time.GetUtcNow() + GrantLife);

    private async Task Require(Caller caller, string permission)
    {
        await authoriser.Require(caller, permission, Resource);
        if (State.Plan is null)
        {
            throw Fail.NotFound("instance", Id);
        }
    }

    private void RequireOnline()
    {
        if (!Plan.Node.Online)
        {
            throw new AnchorageException(ErrorCodes.NodeOffline, ("node", Plan.Node.Name));
        }
    }

    private void RequireRunning()
    {
        RequireOutsideTrash();
        RequireOnline();
        if (State.Status != InstanceStatus.Running)
        {
            throw new AnchorageException(State.Status == InstanceStatus.Failed ? ErrorCodes.InstanceFailed : ErrorCodes.InstanceStopped, ("instance", Plan.Name));
        }
    }

    private void RequireOutsideTrash()
    {
        if (State.TrashedAt is not null)
        {
            throw new AnchorageException(ErrorCodes.InstanceTrashed, ("instance", Plan.Name));
        }
    }

    private void RequireNoWork()
    {
        if (State.Operation is { } operation)
        {
            throw new AnchorageException(ErrorCodes.OperationInProgress, ("instance", Plan.Name), ("operation", operation.Kind));
        }
    }

    private async Task<InstanceInfo> Apply(InstancePlan next)
    {
        if (next.Limits != Plan.Limits)
        {
            await Node.Resize(Id, next.Limits);
        }

        if (next.Name != Plan.Name)
        {
            await GrainFactory.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(Plan.OwnerId)).Rename(Id, next.Name);
        }

        bool engine = next.Limits != Plan.Limits || next.RestartPolicy != Plan.RestartPolicy;
        try
        {
            await state.Save(State with { Plan = next, Version = State.Version + 1 });
        }
        catch
        {
            // The next activation brings name and list together.
            DeactivateOnIdle();
            throw;
        }

        if (engine && Plan.Node.Online && State.Status is InstanceStatus.Running or InstanceStatus.Stopped)
        {
            InstanceLimits limits = new(next.Limits.MemoryMb, next.Limits.Cpus, next.Limits.Pids);
            AgentAnswer answer = await Node.Send(new AgentMessage(
                Anchorage.NodeAgent.Protocol.MessageTypes.InstanceLimits, ProtocolJson.Write(new SetInstanceLimits(Id, limits, next.RestartPolicy))));
            if (answer.ErrorCode is { } code)
            {
                throw new AnchorageException(code, ("node", Plan.Node.Name), ("problem", answer.ErrorMessage ?? code), ("instance", Plan.Name));
            }
        }

        return await Changed();
    }

    private static ImmutableDictionary<string, string> Describe(InstancePlan plan) => ImmutableDictionary<string, string>.Empty
        .Add("name", plan.Name)
        .Add("memoryMb", plan.Limits.MemoryMb.ToString(CultureInfo.InvariantCulture))
        .Add("cpus", plan.Limits.Cpus.ToString(CultureInfo.InvariantCulture))
        .Add("pids", plan.Limits.Pids.ToString(CultureInfo.InvariantCulture))
        .Add("restartPolicy", plan.RestartPolicy)
        .Add("recordTerminals", plan.RecordTerminals.ToString())
        .Add("mcpControllable", plan.McpControllable ? "true" : "false")
        .Add("mcpApproval", plan.McpApproval.ToString());

    private InstanceInfo Info() => InstanceViews.Info(Id, State, _keys);

    private async Task<InstanceInfo> Changed()
    {
        InstanceInfo info = Info();
        await events.Publish(EventNames.InstanceUpdated, Id, info, Plan.OwnerId, instanceId: Id);
        return info;
    }
}
