using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Recordings;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Events;
using Anchorage.Grains.Identity;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
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
    private const int MaxTickets = 32;
    private const int MaxScrollback = 10_000;
    private const int DetachedSeconds = 24 * 3600;
    private static readonly TimeSpan TicketLife = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan GrantLife = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, IssuedTicket> _tickets = new(StringComparer.Ordinal);

    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private TerminalRecord State => state.State;

    private TerminalInfo Info => State.Info ?? throw Fail.NotFound("terminal", Id);

    private InstanceAccess Instance => State.Instance!;

    private ResourceRef Resource => new("terminal", Id, State.Instance?.OwnerId, State.Instance?.Name);

    private IInstanceTerminalsGrain Index => GrainFactory.GetGrain<IInstanceTerminalsGrain>(GrainKeys.InstanceTerminals(Instance.InstanceId));

    /// <inheritdoc/>
    public async Task<TerminalInfo> Open(Caller caller, OpenTerminalRequest request)
    {
        if (State.Info is not null)
        {
            return Info;
        }

        Check(request);
        InstanceAccess access = await Permit(caller, request.InstanceId, Permissions.CommandInstance, mustRun: true);
        return await audit.Run(caller, AuditActions.TerminalOpened, new ResourceRef("terminal", Id, access.OwnerId, access.Name), async () =>
        {
            DateTimeOffset now = time.GetUtcNow();
            TerminalInfo info = new(Id, access.InstanceId, string.Empty, request.Columns, request.Rows, TerminalState.Open, null, [], now, now);
            IInstanceTerminalsGrain terminals = GrainFactory.GetGrain<IInstanceTerminalsGrain>(GrainKeys.InstanceTerminals(access.InstanceId));
            await terminals.Add(Id);
            await state.Save(new TerminalRecord { Info = info, Instance = access, OpenedBy = caller.PrincipalId });
            string? recording = access.RecordTerminals == RecordingPolicy.Always ? ids.NewId() : null;
            if (recording is not null)
            {
                await Recording(recording).Begin(NewRecording(recording, caller, info), access);
            }

            OpenTerminal open = new(Id, access.InstanceId, request.Columns, request.Rows, request.Shell, DetachedSeconds, recording);
            AgentAnswer answer = await Node(access.NodeId).Send(new AgentMessage(MessageTypes.TerminalOpen, ProtocolJson.Write(open)));
            if (answer.ErrorCode is { } code)
            {
                await terminals.Remove(Id);
                await Forget();
                await (recording is null ? Task.CompletedTask : Recording(recording).NotStarted(keep: false));
                throw Refused(code, answer, access);
            }

            info = await Recorded(caller, info, recording, answer.Json);
            await Changed();
            return info;
        });
    }

    /// <inheritdoc/>
    public async Task<TerminalInfo> Get(Caller caller)
    {
        await Permit(caller, Permissions.ReadInstance);
        return Shown;
    }

    /// <inheritdoc/>
    public async Task<StreamGrant> GrantScreen(Caller caller, int scrollback)
    {
        if (scrollback is < 0 or > MaxScrollback)
        {
            throw Fail.Invalid("scrollback", $"must be 0 to {MaxScrollback}");
        }

        InstanceAccess access = await PermitReading(caller, "screen");
        return Grant(access, StreamKinds.Screen, ProtocolJson.Write(new ReadScreen(Id, scrollback)));
    }

    /// <inheritdoc/>
    public async Task<StreamGrant> GrantSearch(Caller caller, TerminalSearch search)
    {
        if (search.Query is not { Length: >= 1 and <= 256 })
        {
            throw Fail.Invalid("q", "must have 1 to 256 characters");
        }

        if (search.Limit is < 1 or > 1000)
        {
            throw Fail.Invalid("limit", "must be 1 to 1000");
        }

        InstanceAccess access = await PermitReading(caller, "search");
        return Grant(access, StreamKinds.Search, ProtocolJson.Write(new SearchTerminal(Id, search.Query, search.Regex, search.MatchCase, search.Limit)));
    }

    /// <inheritdoc/>
    public async Task<TerminalTicket> CreateTicket(Caller caller, TerminalRole role, string? origin)
    {
        await Permit(caller, Right(role));
        DateTimeOffset now = time.GetUtcNow();
        foreach (string expired in _tickets.Where(t => t.Value.ExpiresAt <= now).Select(t => t.Key).ToArray())
        {
            _tickets.Remove(expired);
        }

        if (_tickets.Count >= MaxTickets)
        {
            throw new AnchorageException(ErrorCodes.TooManyRequests, ("seconds", "60"));
        }

        string secret = ids.NewSecret();
        IssuedTicket issued = new(caller, role, origin, now + TicketLife);
        _tickets.Add(CredentialToken.Hash(secret), issued);
        string ticket = $"{Id}.{secret}";
        return new TerminalTicket(ticket, issued.ExpiresAt, $"/ws/terminal?ticket={ticket}");
    }

    /// <inheritdoc/>
    public async Task<TerminalAttachment> Redeem(string ticket, string? origin, long? resume)
    {
        string secret = ticket[(ticket.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (!_tickets.Remove(CredentialToken.Hash(secret), out IssuedTicket? issued) || issued.ExpiresAt <= time.GetUtcNow() || issued.Origin != origin || State.Info is null)
        {
            throw new AnchorageException(ErrorCodes.TicketInvalid);
        }

        InstanceAccess access = await Permit(issued.Caller, Right(issued.Role));
        RequireNotLost();

        string viewer = ids.NewId();
        await audit.Note(issued.Caller, AuditActions.TerminalAttached, Resource, details: ImmutableDictionary<string, string>.Empty.Add("role", issued.Role.ToString()));
        AttachTerminal attach = new(Id, viewer, issued.Caller.PrincipalId, issued.Caller.Name, RoleName(issued.Role), resume);
        return new TerminalAttachment(Grant(access, StreamKinds.Terminal, ProtocolJson.Write(attach)), issued.Caller, access, viewer);
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
        if (next != Info)
        {
            await state.Save(State with { Info = next });
            await Changed();
        }
    }

    /// <inheritdoc/>
    public async Task ViewerChanged(TerminalViewer viewer, bool attached)
    {
        if (State.Info is not null)
        {
            ImmutableArray<TerminalViewer> others = [.. State.Viewers.Where(v => v.Id != viewer.Id)];
            state.State = State with { Viewers = attached ? others.Add(viewer) : others };
            await Changed();
        }
    }

    /// <inheritdoc/>
    public Task InstanceGone() => State.Info is null ? Task.CompletedTask : Gone();

    /// <inheritdoc/>
    public Task<TerminalInfo?> Read() => Task.FromResult(State.Info is null ? null : Shown);

    private TerminalInfo Shown => Info with { Viewers = State.Viewers };

    private static void Check(OpenTerminalRequest request)
    {
        if (request.Columns is < 1 or > 1000)
        {
            throw Fail.Invalid("columns", "must be 1 to 1000");
        }

        if (request.Rows is < 1 or > 1000)
        {
            throw Fail.Invalid("rows", "must be 1 to 1000");
        }

        if (request.Shell is not (null or "bash" or "sh" or "zsh" or "ash"))
        {
            throw Fail.Invalid("shell", "must be bash, sh, zsh or ash");
        }
    }

    private static string Right(TerminalRole role) => role == TerminalRole.Preview ? Permissions.ReadLogs : Permissions.CommandInstance;

    private static string RoleName(TerminalRole role) => role switch
    {
        TerminalRole.Type => "type",
        TerminalRole.Preview => "preview",
        _ => "watch",
    };

    private void RequireNotLost()
    {
        if (Info.State == TerminalState.Lost)
        {
            throw new AnchorageException(ErrorCodes.TerminalLost);
        }
    }

    private StreamGrant Grant(InstanceAccess access, string kind, string payload) => new(ids.NewId(), access.NodeId, kind, payload, time.GetUtcNow() + GrantLife);

    private async Task<InstanceAccess> PermitReading(Caller caller, string what)
    {
        InstanceAccess access = await Permit(caller, Permissions.ReadLogs);
        RequireNotLost();
        await audit.Note(caller, AuditActions.TerminalRead, Resource, details: ImmutableDictionary<string, string>.Empty.Add("what", what));
        return access;
    }

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

    private Task Changed() => events.Publish(EventNames.TerminalUpdated, Id, Shown, Instance.OwnerId, administrators: false);

    private async Task Gone()
    {
        string owner = Instance.OwnerId;
        await Forget();
        await events.Publish(EventNames.TerminalClosed, Id, new IdPayload(Id), owner, administrators: false);
        DeactivateOnIdle();
    }

    private async Task Forget()
    {
        await state.Clear();
    }

    private sealed record IssuedTicket(Caller Caller, TerminalRole Role, string? Origin, DateTimeOffset ExpiresAt);
}
