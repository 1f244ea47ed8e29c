using System.Buffers.Text;
using Anchorage.Api.Errors;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Streams;

/// <summary><c>GET /agent/stream</c>: a connection that an agent dials, in advance or because it was asked to.</summary>
internal sealed class AgentStreamEndpoint(AgentRegistry registry, StreamBroker broker, AgentGatewayOptions options, TimeProvider time)
{
    /// <summary>Serves one connection until its stream ends.</summary>
    public async Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        if (!AgentUpgrade.IsAllowed(context))
        {
            await Problem.WriteAsync(context, new AnchorageException(ErrorCodes.OriginRefused, ("origin", "browsers")));
            return;
        }

        string ticket = context.Request.Headers[LinkLimits.StreamTicketHeader].ToString();
        if (StreamTicket.Claim(ticket) is not { } claim || Find(claim, ticket) is not { } connection || !IsProven(context, connection, ticket)
            || (!claim.IsSpare && !broker.TryClaim(claim.Id)))
        {
            await Problem.WriteAsync(context, new AnchorageException(ErrorCodes.TicketInvalid));
            return;
        }

        NodeStream stream = new(connection.NodeId, await AgentUpgrade.AcceptStreamAsync(context, options), time);
        registry.Track(stream);
        await using CancellationTokenRegistration stop = stopping.Register(stream.Abort);
        bool wanted = claim.IsSpare ? connection.TryAddSpare(stream) : broker.TryDeliver(claim.Id, stream);
        if (!wanted)
        {
            await stream.DisposeAsync();
        }
        else if (connection.Channel.Ended.IsCancellationRequested && claim.IsSpare)
        {
            // The link ended while this was under way.
            connection.DropSpares();
        }

        await stream.Completion;
    }

    private AgentConnection? Find((bool IsSpare, string Id) claim, string ticket)
    {
        if (!claim.IsSpare)
        {
            return broker.NodeOf(claim.Id, ticket) is null ? null : broker.LinkOf(claim.Id);
        }

        return registry.OfLink(claim.Id) is { } connection && connection.SpareTicket.Matches(ticket) ? connection : null;
    }

    private static bool IsProven(HttpContext context, AgentConnection connection, string ticket)
    {
        string proof = context.Request.Headers[LinkLimits.StreamProofHeader].ToString();
        Span<byte> signature = stackalloc byte[64];
        return proof.Length <= 256 && proof.Split('.') is [var node, var text] && node == connection.NodeId
            && Base64Url.TryDecodeFromChars(text, signature, out int length) && length == 64
            && connection.IsProvenBy(LinkLimits.StreamProofText(node, ticket), signature);
    }
}
