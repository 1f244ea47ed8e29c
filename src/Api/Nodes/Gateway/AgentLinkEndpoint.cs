using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;
using Anchorage.Api.Errors;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary><c>GET /agent/link</c>: the handshake, then the life of one link.</summary>
/// <remarks>
/// <code>
///  agent                              gateway                         node grain
///    |-------- upgrade ------------------>|
///    |&lt;------- challenge (nonce) ----------|
///    |-------- hello (signature) -------->|---- GetIdentity ------------->|
///    |                                    |---- Connect (observer) ------>|   newest wins
///    |&lt;------- welcome (link, ticket) -----|
///    |&lt;======= requests, events =========&gt;|---- RenewLease, every 5 s --->|
/// </code>
/// </remarks>
internal sealed partial class AgentLinkEndpoint : IDisposable
{
    private readonly INodeGateway _gateway;
    private readonly AgentRegistry _registry;
    private readonly AgentGatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AgentLinkEndpoint> _logger;
    private readonly SemaphoreSlim _handshakes;
    private readonly AgentMessageRouter _router;

    public AgentLinkEndpoint(
        INodeGateway gateway, AgentRegistry registry, AgentMessageRouter router, AgentGatewayOptions options, TimeProvider time, ILogger<AgentLinkEndpoint> logger)
    {
        _gateway = gateway;
        _registry = registry;
        _router = router;
        _options = options;
        _time = time;
        _logger = logger;
        _handshakes = new SemaphoreSlim(options.MaxHandshakes);
    }

    /// <summary>Serves one link until it ends.</summary>
    public async Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        if (!AgentUpgrade.IsAllowed(context))
        {
            await Problem.WriteAsync(context, new AnchorageException(ErrorCodes.OriginRefused, ("origin", "browsers")));
            return;
        }

        if (!await _handshakes.WaitAsync(TimeSpan.Zero, stopping))
        {
            await Problem.WriteAsync(context, new AnchorageException(ErrorCodes.AgentBusy));
            return;
        }

        WebSocket socket;
        AgentConnection? connection;
        string address = RemoteAddress.Of(context);
        try
        {
            socket = await AgentUpgrade.AcceptAsync(context, _options);
            connection = await GreetAsync(socket, address, stopping);
        }
        finally
        {
            _handshakes.Release();
        }

        using (socket)
        {
            if (connection is not null)
            {
                using LinkChannel channel = connection.Channel;
                await LiveAsync(connection, address, stopping);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handshakes.Dispose();

    private async Task<AgentConnection?> GreetAsync(WebSocket socket, string address, CancellationToken stopping)
    {
        LinkChannel channel = new(socket, _time, LinkChannelLimits.Default);
        using CancellationTokenSource deadline = new(_options.HandshakeDeadline, _time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        (int Code, string Reason) refusal;
        string? nodeId = null;
        try
        {
            string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            LinkChallenge challenge = new(nonce, _time.GetUtcNow());
            await channel.SendFirstAsync(new LinkFrame(LinkFrameKind.Challenge, Payload: ProtocolJson.Element(challenge)), linked.Token);
            if (await channel.ReceiveFirstAsync(linked.Token) is not { } frame)
            {
                return null;
            }

            LinkHello hello = frame.Kind == LinkFrameKind.Hello ? ProtocolJson.Read<LinkHello>(frame.Payload) : throw new JsonException("Not a hello.");
            nodeId = HelloCheck.IsNodeId(hello.NodeId) && hello.Description is not null ? hello.NodeId : throw new JsonException("No node id.");
            if (HelloCheck.Negotiate(hello.ProtocolVersions) is not { } version)
            {
                refusal = (LinkCloseCodes.VersionMismatch, LinkCloseReasons.VersionMismatch);
            }
            else if (await _gateway.GetIdentityAsync(nodeId).WaitAsync(_options.CallDeadline, _time, linked.Token) is not { } identity)
            {
                refusal = (LinkCloseCodes.Revoked, LinkCloseReasons.Revoked);
            }
            else if (!HelloCheck.IsProven(identity.PublicKey, LinkHello.SignedText(nodeId, nonce), hello.Signature))
            {
                refusal = (LinkCloseCodes.NotProven, LinkCloseReasons.InvalidSignature);
            }
            else
            {
                return await AdmitAsync(channel, identity, ProtocolJson.Write(hello.Description), version, address, linked.Token);
            }
        }
        catch (AnchorageException e) when (e.Code == ErrorCodes.NodeRevoked)
        {
            refusal = (LinkCloseCodes.Revoked, LinkCloseReasons.Revoked);
        }
        catch (JsonException)
        {
            refusal = (LinkCloseCodes.Malformed, LinkCloseReasons.Malformed);
        }
        catch (FrameTooLargeException)
        {
            refusal = (LinkCloseCodes.TooBig, LinkCloseReasons.TooBig);
        }
        catch (Exception e) when (e is WebSocketException or IOException)
        {
            return null;
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            // A cancelled receive has aborted the socket: there is nobody left to tell.
            LogRefused(nodeId ?? "?", address, LinkCloseReasons.HandshakeTimeout);
            return null;
        }

        LogRefused(nodeId ?? "?", address, refusal.Reason);
        await channel.RefuseAsync(refusal.Code, refusal.Reason);
        return null;
    }

    private async Task<AgentConnection> AdmitAsync(
        LinkChannel channel, NodeIdentity identity, string description, int version, string address, CancellationToken cancellationToken)
    {
        int spares = Math.Clamp(_options.SpareBudget / (_registry.Count + 1), 0, LinkLimits.SpareStreams);
        AgentConnection connection = new(identity, AgentConnection.NewLinkId(), channel, spares, _options) { Closing = CloseAsync };
        await _gateway.ConnectAsync(identity.NodeId, connection, description, version, address).WaitAsync(_options.CallDeadline, _time, cancellationToken);
        try
        {
            // Before the agent can use the spare ticket, and so that a former link of this process ends now.
            _registry.Add(connection);
            LinkWelcome welcome = new(connection.LinkId, version, LinkLimits.HeartbeatSeconds, connection.SpareTicket.Text, spares);
            await channel.SendFirstAsync(new LinkFrame(LinkFrameKind.Welcome, Payload: ProtocolJson.Element(welcome)), cancellationToken);
            return connection;
        }
        catch
        {
            await EndAsync(connection, "handshake_failed");
            throw;
        }
    }

    private async Task LiveAsync(AgentConnection connection, string address, CancellationToken stopping)
    {
        LogLinked(connection.NodeId, connection.LinkId, address);
        Task lease = KeepLeaseAsync(connection);
        LinkClosed closed = await connection.Channel.RunAsync(
            (f, t) => _router.AnswerAsync(connection, f, t), (f, t) => _router.ReceiveAsync(connection, f, t), stopping);
        await lease;
        LogEnded(connection.NodeId, connection.LinkId, closed.Code, closed.Reason);
        await EndAsync(connection, closed.Reason);
    }

    private async Task EndAsync(AgentConnection connection, string reason)
    {
        _registry.Remove(connection);
        try
        {
            await _gateway.DisconnectedAsync(connection.NodeId, connection, reason).WaitAsync(_options.CallDeadline, _time, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The lease runs out by itself.
            LogCallFailed(e, "Disconnected", connection.NodeId);
        }
    }

    private async Task KeepLeaseAsync(AgentConnection connection)
    {
        LinkChannel channel = connection.Channel;
        long renewed = _time.GetTimestamp();
        using PeriodicTimer timer = new(_options.LeasePeriod, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(channel.Ended))
            {
                if (channel.Silence > _options.Silence)
                {
                    channel.Close(LinkCloseCodes.TimedOut, LinkCloseReasons.Silent);
                }
                else if (await RenewAsync(connection) is { } answer)
                {
                    renewed = _time.GetTimestamp();
                    Close(connection, answer);
                }
                else if (_time.GetElapsedTime(renewed) > _options.LeaseLife)
                {
                    channel.Close(LinkCloseCodes.TimedOut, LinkCloseReasons.LeaseLost);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The link ended.
        }
    }

    private async Task<LeaseState?> RenewAsync(AgentConnection connection)
    {
        try
        {
            return await _gateway.RenewLeaseAsync(connection.NodeId, connection.LinkId).WaitAsync(_options.CallDeadline, _time, connection.Channel.Ended);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogCallFailed(e, "RenewLease", connection.NodeId);
            return null;
        }
    }

    /// <summary>The grain wants this link closed, or no longer knows it: asks why, since an agent comes back after one answer and not after the other.</summary>
    private async Task CloseAsync(AgentConnection connection, string reason)
    {
        if (reason == LinkCloseReasons.Disconnected)
        {
            connection.Channel.Close(LinkCloseCodes.GoingAway, reason);
            return;
        }

        bool revoked = reason == LinkCloseReasons.Revoked;
        if (!revoked && reason != LinkCloseReasons.Replaced)
        {
            try
            {
                revoked = await _gateway.GetIdentityAsync(connection.NodeId).WaitAsync(_options.CallDeadline, _time, CancellationToken.None) is null;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogCallFailed(e, "GetIdentity", connection.NodeId);
            }
        }

        Close(connection, revoked ? LeaseState.Revoked : LeaseState.Replaced);
    }

    private void Close(AgentConnection connection, LeaseState answer)
    {
        switch (answer)
        {
            case LeaseState.Revoked:
                connection.Channel.Close(LinkCloseCodes.Revoked, LinkCloseReasons.Revoked);
                _registry.CutStreams(connection.NodeId);
                break;
            case LeaseState.Replaced:
                connection.Channel.Close(LinkCloseCodes.Replaced, LinkCloseReasons.Replaced);
                break;
            case LeaseState.Lapsed:
                connection.Channel.Close(LinkCloseCodes.TimedOut, LinkCloseReasons.LeaseLost);
                break;
        }
    }
}
