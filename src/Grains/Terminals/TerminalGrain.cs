using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Recordings;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Events;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.Grains.Terminals;

/// <summary>See <see cref="ITerminalGrain"/>.</summary>
[GrainType("term")]
public sealed partial class TerminalGrain(
    [PersistentState("term")] IPersistentState<TerminalRecord> state,
    IIdSource ids,
    AuditTrail audit,
    EventPublisher events,
    TimeProvider time) : Grain, ITerminalGrain, ITerminalSystemGrain
{
    private const int DetachedSeconds = 24 * 3600;

    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private TerminalRecord State => state.State;

    private TerminalInfo Info => State.Info ?? throw Fail.NotFound("terminal", Id);

    private InstanceAccess Instance => State.Instance!;

    private string TypePermission => State.Info is { Root: true } ? Permissions.RootInstance : Permissions.CommandInstance;

    private ResourceRef Resource => new("terminal", Id, State.Instance?.OwnerId, State.Instance?.Name);

    private IInstanceTerminalsGrain Index => GrainFactory.GetGrain<IInstanceTerminalsGrain>(GrainKeys.InstanceTerminals(Instance.InstanceId));

    /// <inheritdoc/>
    public async Task<TerminalInfo> Open(Caller caller, OpenTerminalRequest request)
    {
        if (State.Info is not null)
        {
            return await Repeated(caller, request);
        }

        TerminalRules.Check(request);
        string name = TerminalRules.Name(request.Name) ?? string.Empty;
        InstanceAccess access = await Permit(caller, request.InstanceId, request.Root ? Permissions.RootInstance : Permissions.CommandInstance, mustRun: true);
        return await audit.Run(caller, AuditActions.TerminalOpened, new ResourceRef("terminal", Id, access.OwnerId, access.Name), async () =>
        {
            DateTimeOffset now = time.GetUtcNow();
            TerminalInfo info = new(Id, access.InstanceId, string.Empty, request.Columns, request.Rows, TerminalState.Open, null, [], now, now)
            {
                Name = name,
                EndWhenLastViewerLeaves = request.EndWhenLastViewerLeaves,
                Root = request.Root,
            };
            IInstanceTerminalsGrain terminals = GrainFactory.GetGrain<IInstanceTerminalsGrain>(GrainKeys.InstanceTerminals(access.InstanceId));
            await User(caller.PrincipalId).Add(Id);
            try
            {
                await terminals.Add(Id);
            }
            catch (AnchorageException)
            {
                await User(caller.PrincipalId).Remove(Id);
                throw;
            }

            await state.Save(new TerminalRecord { Info = info, Instance = access, OpenedBy = caller.PrincipalId });
            string? recording = access.RecordTerminals == RecordingPolicy.Always ? ids.NewId() : null;
            if (recording is not null)
            {
                await Recording(recording).Begin(NewRecording(recording, caller, info), access);
            }

            OpenTerminal open = new(
                Id, access.InstanceId, request.Columns, request.Rows, request.Shell, DetachedSeconds, request.EndWhenLastViewerLeaves, recording, request.Root);
            AgentAnswer answer = await Node(access.NodeId).Send(new AgentMessage(MessageTypes.TerminalOpen, ProtocolJson.Write(open)));
            if (answer.ErrorCode is { } code)
            {
                await terminals.Remove(Id);
                await state.Clear();
                await User(caller.PrincipalId).Remove(Id);
                await (recording is null ? Task.CompletedTask : Recording(recording).NotStarted(keep: false));
                throw new AnchorageException(code, ("instance", access.Name), ("node", access.NodeId), ("problem", answer.ErrorMessage ?? code));
            }

            info = await Recorded(caller, info, recording, answer.Json);
            await Changed();
            return info;
        });
    }

    /// <summary>A request that came again, as after a lost answer.</summary>
    private async Task<TerminalInfo> Repeated(Caller caller, OpenTerminalRequest request)
    {
        await Permit(caller, TypePermission);
        return State.OpenedBy == caller.PrincipalId && Info.InstanceId == request.InstanceId ? Shown : throw new AnchorageException(ErrorCodes.IdempotencyKeyReused);
    }

    /// <inheritdoc/>
    public async Task<TerminalInfo> Get(Caller caller)
    {
        await Permit(caller, Permissions.ReadInstance);
        return Shown;
    }

    /// <inheritdoc/>
    public async Task<TerminalInfo> Update(Caller caller, TerminalUpdate update)
    {
        string? name = TerminalRules.Name(update.Name);
        await Permit(caller, Permissions.CommandInstance);
        TerminalInfo next = Info with { Name = name ?? Info.Name, EndWhenLastViewerLeaves = update.EndWhenLastViewerLeaves ?? Info.EndWhenLastViewerLeaves };
        if (next == Info)
        {
            return Shown;
        }

        return await audit.Run(caller, AuditActions.TerminalChanged, Resource, async () =>
        {
            if (next.EndWhenLastViewerLeaves != Info.EndWhenLastViewerLeaves && Info.State == TerminalState.Open)
            {
                await Ask(MessageTypes.TerminalChange, new ChangeTerminal(Id, next.EndWhenLastViewerLeaves));
            }

            await state.Save(State with { Info = Info with { Name = next.Name, EndWhenLastViewerLeaves = next.EndWhenLastViewerLeaves } });
            await Changed();
            return Shown;
        });
    }

    /// <inheritdoc/>
    public async Task Close(Caller caller)
    {
        await Permit(caller, Permissions.CommandInstance);
        await audit.Run(caller, AuditActions.TerminalClosed, Resource, async () =>
        {
            if (Info.State == TerminalState.Open)
            {
                // An agent that cannot be reached hears of it when it reports the terminal after its return.
                await Node(Instance.NodeId).Send(new AgentMessage(MessageTypes.TerminalClose, ProtocolJson.Write(new CloseTerminal(Id))));
            }

            await Index.Remove(Id);
            await Gone();
        });
    }

    /// <inheritdoc/>
    public async Task Reported(string nodeId, string? reportJson)
    {
        if (State.Info is null)
        {
            if (reportJson is not null)
            {
                await Node(nodeId).Send(new AgentMessage(MessageTypes.TerminalClose, ProtocolJson.Write(new CloseTerminal(Id))));
            }

            return;
        }

        if (Instance.NodeId != nodeId || Info.State == TerminalState.Lost)
        {
            return;
        }

        TerminalReport? report = reportJson is null ? null : ProtocolJson.Read<TerminalReport>(reportJson);
        if (Info.EndWhenLastViewerLeaves && report is null or { State: "gone" })
        {
            await Index.Remove(Id);
            await Gone();
            return;
        }

        await Apply(report);
    }

    /// <inheritdoc/>
    public Task InstanceGone() => State.Info is null ? Task.CompletedTask : Gone();

    /// <inheritdoc/>
    public Task Forget() => State.Info is null or { State: TerminalState.Open } ? Task.CompletedTask : Gone();

    /// <inheritdoc/>
    public Task<TerminalInfo?> Read() => Task.FromResult(State.Info is null ? null : Shown);

    private TerminalInfo Shown => Info with { Viewers = State.Viewers };

    private IUserTerminalsGrain User(string id) => GrainFactory.GetGrain<IUserTerminalsGrain>(GrainKeys.UserTerminals(id));

    private INodeSystemGrain Node(string id) => GrainFactory.GetGrain<INodeSystemGrain>(GrainKeys.Node(id));

    private Task<InstanceAccess> Permit(Caller caller, string instanceId, string permission, bool mustRun) =>
        GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instanceId)).Permit(caller, permission, mustRun);

    private async Task<InstanceAccess> Permit(Caller caller, string permission)
    {
        if (State.Info is null)
        {
            throw Fail.NotFound("terminal", Id);
        }

        try
        {
            return await Permit(caller, Instance.InstanceId, permission, mustRun: false);
        }
        catch (AnchorageException exception) when (exception.Code == ErrorCodes.InstanceNotFound)
        {
            throw Fail.NotFound("terminal", Id);
        }
    }

    // Whoever is attached sees a new name as well as the owner does, also where the instance is somebody else's.
    private Task Changed() => events.Publish(EventNames.TerminalUpdated, Id, Shown, Instance.OwnerId, administrators: false, Attached, Instance.InstanceId);

    private IReadOnlyList<string> Attached => [.. State.Viewers.Select(viewer => viewer.UserId)];

    private async Task Apply(TerminalReport? report)
    {
        TerminalInfo next = report is null
            ? Info with { State = Info.State == TerminalState.Exited ? TerminalState.Exited : TerminalState.Lost, Recording = null }
            : Info with
            {
                State = report.State switch { "exited" => TerminalState.Exited, "lost" => TerminalState.Lost, _ => TerminalState.Open },
                ExitCode = report.ExitCode,
                Columns = report.Columns,
                Rows = report.Rows,
                LastActivityAt = report.LastActivityAt,
                Title = report.Title,
                WorkingDirectory = report.WorkingDirectory,
                Recording = report.Recording,
            };
        bool changed = SeeViewers(next.State == TerminalState.Lost ? [] : report?.Viewers);
        if (next != Info)
        {
            bool ended = Info.State == TerminalState.Open && next.State != TerminalState.Open;
            await state.Save(State with { Info = next });
            if (ended)
            {
                await User(State.OpenedBy).Remove(Id);
                await Index.Ended(Id);
            }

            changed = true;
        }

        if (changed)
        {
            await Changed();
        }
    }

    private async Task<TerminalReport> Ask<T>(string type, T request, params (string Name, string Value)[] about)
    {
        AgentAnswer answer = await Node(Instance.NodeId).Send(new AgentMessage(type, ProtocolJson.Write(request)));
        return answer.ErrorCode is { } code
            ? throw new AnchorageException(
                code, [("terminal", Id), ("instance", Instance.Name), ("node", Instance.NodeId), ("problem", answer.ErrorMessage ?? code), .. about])
            : ProtocolJson.Read<TerminalReport>(answer.Json ?? throw new AnchorageException(ErrorCodes.InternalError));
    }

    private async Task Gone()
    {
        InstanceAccess instance = Instance;
        string opener = State.OpenedBy;
        IReadOnlyList<string> attached = Attached;
        await state.Clear();
        await User(opener).Remove(Id);
        await events.Publish(EventNames.TerminalClosed, Id, new IdPayload(Id), instance.OwnerId, administrators: false, attached, instance.InstanceId);
        DeactivateOnIdle();
    }
}
