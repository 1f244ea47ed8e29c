using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Identity;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.Grains.Terminals;

/// <summary>Who attaches, and what becomes of them while they are attached.</summary>
public sealed partial class TerminalGrain
{
    private const int MaxTickets = 32;
    private const int MaxTicketsOfUser = 16;
    private static readonly TimeSpan TicketLife = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan GrantLife = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, IssuedTicket> _tickets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<TerminalTicket> CreateTicket(Caller caller, TerminalRole role, string? origin)
    {
        await PermitRole(caller, role);
        DateTimeOffset now = time.GetUtcNow();
        foreach (string expired in _tickets.Where(t => t.Value.ExpiresAt <= now).Select(t => t.Key).ToArray())
        {
            _tickets.Remove(expired);
        }

        if (_tickets.Count >= MaxTickets || _tickets.Values.Count(t => t.Caller.PrincipalId == caller.PrincipalId) >= MaxTicketsOfUser)
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

        InstanceAccess access = await PermitRole(issued.Caller, issued.Role);
        RequireNotLost();
        string viewer = ids.NewId();
        await audit.Note(issued.Caller, AuditActions.TerminalAttached, Resource, details: ImmutableDictionary<string, string>.Empty.Add("role", issued.Role.ToString()));
        AttachTerminal attach = new(Id, viewer, issued.Caller.PrincipalId, issued.Caller.Name, Word(issued.Role), resume);
        return new TerminalAttachment(Grant(access, StreamKinds.Terminal, ProtocolJson.Write(attach)), issued.Caller, access, viewer, TypePermission);
    }

    /// <inheritdoc/>
    public async Task<TerminalInfo> SetViewerRole(Caller caller, string viewerId, TerminalRole role)
    {
        if (role == TerminalRole.Preview)
        {
            throw Fail.Invalid("role", "must be type or watch");
        }

        TerminalViewer? viewer = await PermitViewer(caller, viewerId, yield: role == TerminalRole.Watch);
        ChangeViewers change = new(Id, "role", caller.Name, viewerId, Role: Word(role));
        return await audit.Run(
            caller, AuditActions.TerminalRoleChanged, Resource, () => ChangeViewers(change), About(viewerId, viewer).Add("role", Word(role)));
    }

    /// <inheritdoc/>
    public async Task RightToTypeEnded(string viewerId)
    {
        if (State.Info is null || State.Viewers.FirstOrDefault(v => v.Id == viewerId) is not { Role: TerminalRole.Type } viewer)
        {
            return;
        }

        Caller system = Caller.System("rights");
        ChangeViewers change = new(Id, "role", string.Empty, viewerId, Role: Word(TerminalRole.Watch), RightEnded: true);
        await audit.Run(
            system, AuditActions.TerminalRoleChanged, Resource, () => ChangeViewers(change), About(viewerId, viewer).Add("role", Word(TerminalRole.Watch)));
    }

    /// <inheritdoc/>
    public async Task Detach(Caller caller, string viewerId)
    {
        TerminalViewer? viewer = await PermitViewer(caller, viewerId, yield: true);
        ChangeViewers change = new(Id, "detach", caller.Name, viewerId);
        await audit.Run(caller, AuditActions.TerminalDetached, Resource, () => ChangeViewers(change), About(viewerId, viewer));
    }

    /// <inheritdoc/>
    public async Task<TerminalInfo> TakeOver(Caller caller)
    {
        await Permit(caller, TypePermission);
        ChangeViewers change = new(Id, "take_over", caller.Name, UserId: caller.PrincipalId);
        return await audit.Run(caller, AuditActions.TerminalTakenOver, Resource, () => ChangeViewers(change));
    }

    /// <inheritdoc/>
    public async Task ViewerChanged(TerminalViewer viewer, bool attached)
    {
        if (State.Info is not null)
        {
            ImmutableArray<TerminalViewer> others = [.. State.Viewers.Where(v => v.Id != viewer.Id)];
            if (attached == (others.Length == State.Viewers.Length))
            {
                state.State = State with { Viewers = attached ? others.Add(viewer) : others };
                await Changed();
            }
        }
    }

    private static string Word(TerminalRole role) => role switch
    {
        TerminalRole.Type => "type",
        TerminalRole.Preview => "preview",
        _ => "watch",
    };

    private static ImmutableDictionary<string, string> About(string viewerId, TerminalViewer? viewer) =>
        ImmutableDictionary<string, string>.Empty.Add("viewer", viewerId).Add("user", viewer?.Name ?? "?");

    /// <summary>Everybody may give up what they have themselves; more takes the right to run commands.</summary>
    private async Task<TerminalViewer?> PermitViewer(Caller caller, string viewerId, bool yield)
    {
        TerminalViewer? viewer = State.Viewers.FirstOrDefault(v => v.Id == viewerId);
        bool own = yield && viewer?.UserId == caller.PrincipalId;
        await Permit(caller, own ? Permissions.ReadInstance : TypePermission);
        return viewer;
    }

    private async Task<TerminalInfo> ChangeViewers(ChangeViewers change)
    {
        RequireNotLost();
        await Apply(await Ask(MessageTypes.TerminalViewers, change, ("viewer", change.ViewerId ?? "?")));
        return Shown;
    }

    /// <summary>Takes over what the node sees of viewers; null is no word about them.</summary>
    /// <returns>True when that is something else than what was known.</returns>
    private bool SeeViewers(IReadOnlyList<ViewerReport>? seen)
    {
        if (seen is null)
        {
            return false;
        }

        ImmutableArray<TerminalViewer> viewers =
            [.. seen.Select(v => new TerminalViewer(v.ViewerId, v.UserId, v.UserName, v.Role == "type" ? TerminalRole.Type : TerminalRole.Watch, v.Since))];
        bool same = viewers.Select(v => (v.Id, v.Role)).SequenceEqual(State.Viewers.Select(v => (v.Id, v.Role)));
        state.State = State with { Viewers = viewers };
        return !same;
    }

    private sealed record IssuedTicket(Caller Caller, TerminalRole Role, string? Origin, DateTimeOffset ExpiresAt);
}
