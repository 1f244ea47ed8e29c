using System.Globalization;
using System.Net.WebSockets;
using Anchorage.Api.Identity;
using Anchorage.Api.Metrics;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.Api.Security;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Authorisation;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.Api.Terminals;

/// <summary><c>GET /ws/terminal?ticket=&amp;resume=</c>: a viewer of a terminal. The frames pass unchanged between browser and terminal host (docs/protocol/terminal.md).</summary>
internal static class TerminalSocket
{
    public static async Task HandleAsync(
        HttpContext context,
        IGrainFactory grains,
        IStreamBroker broker,
        OriginCheck origins,
        Authoriser authoriser,
        TerminalPlaces places,
        AgentGatewayOptions options,
        IHostApplicationLifetime lifetime,
        TimeProvider time)
    {
        SocketRequest.RequireUpgrade(context);

        string? origin = context.Request.Headers.Origin.ToString() is { Length: > 0 } header ? header : null;
        if (origin is not null)
        {
            origins.Check(context);
        }

        TerminalAttachment attachment = await RedeemAsync(context, grains, origin);

        // A ticket of a page is good in that browser only: its cookie comes along and must be of the same user.
        if (context.Caller() is { Kind: CallerKind.User } caller ? caller.PrincipalId != attachment.Caller.PrincipalId : origin is not null)
        {
            throw new AnchorageException(ErrorCodes.TicketInvalid);
        }

        using IDisposable place = places.Enter(attachment.Caller.PrincipalId);
        await using NodeStream stream = await broker.OpenAsync(attachment.Grant, context.RequestAborted);
        using WebSocket client = await AgentUpgrade.AcceptStreamAsync(context, options);
        AttachTerminal attach = ProtocolJson.Read<AttachTerminal>(attachment.Grant.PayloadJson);
        ITerminalSystemGrain terminal = grains.GetGrain<ITerminalSystemGrain>(GrainKeys.Terminal(attach.TerminalId));

        // A preview is no viewer: the terminal neither shows nor counts it.
        TerminalViewer? viewer = attach.Role == "preview" ? null : new(
            attachment.ViewerId, attach.UserId, attach.UserName, attach.Role == "type" ? TerminalRole.Type : TerminalRole.Watch, time.GetUtcNow());
        ResourceRef resource = attachment.Instance.Resource;
        await TellAsync(terminal, viewer, attached: true);
        AnchorageMeter.TerminalViewers.Add(1);
        try
        {
            await SocketRelay.RunAsync(client, stream, new RelayCheck(WhyNot, StreamNotice.Of), time, lifetime.ApplicationStopping);
        }
        finally
        {
            AnchorageMeter.TerminalViewers.Add(-1);
            await TellAsync(terminal, viewer, attached: false);
        }

        async ValueTask<string?> WhyNot(CancellationToken cancellationToken)
        {
            // Whoever may type may look.
            bool types = viewer is not null && (await authoriser.Decide(attachment.Caller, attachment.TypePermission, resource)).Allowed;
            if (!types && await authoriser.Decide(attachment.Caller, Permissions.ReadLogs, resource) is { Allowed: false } refusal)
            {
                return refusal.Code;
            }

            if (await terminal.Read() is not { } now)
            {
                return ErrorCodes.TerminalNotFound;
            }

            if (viewer is null)
            {
                return null;
            }

            TerminalRole? role = now.Viewers.FirstOrDefault(v => v.Id == viewer.Id)?.Role;
            if (role is null)
            {
                // The grain moved to another silo and has not heard of its viewers yet.
                await terminal.ViewerChanged(viewer, attached: true);
            }

            if (!types && (role ?? viewer.Role) == TerminalRole.Type)
            {
                // An attach that cannot be made to watch must not go on: as long as this fails the check has no answer, and ends it.
                await terminal.RightToTypeEnded(viewer.Id);
            }

            return null;
        }
    }

    private static Task TellAsync(ITerminalSystemGrain terminal, TerminalViewer? viewer, bool attached) =>
        viewer is null ? Task.CompletedTask : terminal.ViewerChanged(viewer, attached);

    private static Task<TerminalAttachment> RedeemAsync(HttpContext context, IGrainFactory grains, string? origin)
    {
        string ticket = context.Request.Query["ticket"].ToString();
        int dot = ticket.IndexOf('.', StringComparison.Ordinal);
        if (ticket.Length > 200 || dot is < 1 or > 40 || !ticket.AsSpan(0, dot).ContainsOnlyIdCharacters())
        {
            throw new AnchorageException(ErrorCodes.TicketInvalid);
        }

        long? resume = null;
        if (Paging.Text(context, "resume") is { } text)
        {
            resume = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long offset) ? offset : throw Paging.Invalid("resume", "must be a byte offset");
        }

        return grains.GetGrain<ITerminalGrain>(GrainKeys.Terminal(ticket[..dot])).Redeem(ticket, origin, resume);
    }

    private static bool ContainsOnlyIdCharacters(this ReadOnlySpan<char> text) => text.IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789") < 0;
}
