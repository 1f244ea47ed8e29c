using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Audit;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.Grains.Terminals;

/// <content>Reading what the terminal shows.</content>
public sealed partial class TerminalGrain
{
    private const int MaxScrollback = 10_000;

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

    // Who looks sees output, as in the log; whoever may type may look.
    private async Task<InstanceAccess> PermitRole(Caller caller, TerminalRole role)
    {
        try
        {
            return await Permit(caller, role == TerminalRole.Type ? TypePermission : Permissions.ReadLogs);
        }
        catch (AnchorageException exception) when (role == TerminalRole.Watch && exception.Code == ErrorCodes.ScopeMissing)
        {
            return await Permit(caller, TypePermission);
        }
    }

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
}
