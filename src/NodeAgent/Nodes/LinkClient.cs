using System.Net.WebSockets;
using System.Text.Json;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Wire;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Keeps one control link: dials, proves the key, works until it ends, waits, dials again. There is one loop, so there are never two timers.</summary>
internal sealed partial class LinkClient
{
    private static readonly TimeSpan HandshakeDeadline = TimeSpan.FromSeconds(20);
    private static readonly Dictionary<string, string> NoHeaders = [];
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(10);

    private readonly IServerConnection _server;
    private readonly ControlLink _link;
    private readonly RequestDispatcher _requests;
    private readonly StreamHost _streams;
    private readonly LinkReporter _reporter;
    private readonly KeyRotation _keys;
    private readonly MachineDescription _machine;
    private readonly Backoff _backoff;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public LinkClient(
        IServerConnection server,
        ControlLink link,
        RequestDispatcher requests,
        StreamHost streams,
        LinkReporter reporter,
        KeyRotation keys,
        MachineDescription machine,
        Backoff backoff,
        TimeProvider time,
        ILogger logger)
    {
        _server = server;
        _link = link;
        _requests = requests;
        _streams = streams;
        _reporter = reporter;
        _keys = keys;
        _machine = machine;
        _backoff = backoff;
        _time = time;
        _logger = logger;
    }

    /// <summary>State for people.</summary>
    public LinkStatus Status { get; } = new();

    /// <summary>Runs until the agent stops or the node must be anchored again.</summary>
    public async Task<LinkEnd> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource serving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Status.Set(LinkState.Connecting);
        while (!cancellationToken.IsCancellationRequested)
        {
            LinkClosed closed = await ConnectOnceAsync(serving.Token, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            if (closed.Code is LinkCloseCodes.Revoked || (closed.Code is LinkCloseCodes.NotProven && !_keys.TryPending()))
            {
                await serving.CancelAsync();
                Status.Set(LinkState.Error, $"re-anchor needed ({closed.Reason})");
                LogReanchor(closed.Reason);
                return LinkEnd.ReanchorNeeded;
            }

            TimeSpan delay = closed.Code == LinkCloseCodes.Replaced ? _backoff.NextAfterReplaced() : _backoff.Next();
            Status.Set(LinkState.Reconnecting, closed.Reason);
            LogWaiting(closed.Code, closed.Reason, delay.TotalSeconds, _backoff.Failures);
            await DelayAsync(delay, cancellationToken);
        }

        Status.Set(LinkState.Disconnected, "stopped");
        return LinkEnd.Stopped;
    }

    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, _time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    private async Task<LinkClosed> ConnectOnceAsync(CancellationToken serving, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(HandshakeDeadline, _time);
        using CancellationTokenSource handshake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            WebSocket socket = await _server.DialAsync(IServerConnection.LinkPath, NoHeaders, handshake.Token);
            using LinkChannel channel = new(socket, _time, LinkChannelLimits.Default);
            Status.Set(LinkState.Connected);
            LinkFrame? welcome = await GreetAsync(channel, handshake.Token);
            if (welcome is null)
            {
                return channel.ClosedByPeer();
            }

            return await WorkAsync(channel, ProtocolJson.Read<LinkWelcome>(welcome.Payload), serving, cancellationToken);
        }
        catch (ServerRefusedException e)
        {
            LogNotTrusted(e.Code, e.Message);
            return new LinkClosed(1006, e.Message, ByPeer: false);
        }
        catch (OperationCanceledException)
        {
            return new LinkClosed(LinkCloseCodes.TimedOut, LinkCloseReasons.HandshakeTimeout, ByPeer: false);
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or JsonException or FrameTooLargeException or InvalidOperationException)
        {
            return new LinkClosed(1006, (e.InnerException ?? e).Message, ByPeer: false);
        }
    }

    private async Task<LinkFrame?> GreetAsync(LinkChannel channel, CancellationToken cancellationToken)
    {
        LinkFrame? challenge = await channel.ReceiveFirstAsync(cancellationToken);
        if (challenge is null)
        {
            return null;
        }

        Expect(challenge, LinkFrameKind.Challenge);
        string nonce = ProtocolJson.Read<LinkChallenge>(challenge.Payload).Nonce;
        Status.Set(LinkState.Authenticating);
        AgentIdentity identity = _keys.Identity;
        LinkHello hello = new(
            identity.NodeId, NodeKey.Sign(identity.PrivateKey, LinkHello.SignedText(identity.NodeId, nonce)), [LinkLimits.ProtocolVersion], _machine.Describe());
        await channel.SendFirstAsync(new LinkFrame(LinkFrameKind.Hello, Payload: ProtocolJson.Element(hello)), cancellationToken);
        LinkFrame? welcome = await channel.ReceiveFirstAsync(cancellationToken);
        if (welcome is not null)
        {
            Expect(welcome, LinkFrameKind.Welcome);
        }

        return welcome;
    }

    private static void Expect(LinkFrame frame, LinkFrameKind kind)
    {
        if (frame.Kind != kind)
        {
            throw new JsonException($"Expected a {kind} frame, found {frame.Kind}.");
        }
    }

    private async Task<LinkClosed> WorkAsync(LinkChannel channel, LinkWelcome welcome, CancellationToken serving, CancellationToken cancellationToken)
    {
        long since = _time.GetTimestamp();
        using CancellationTokenSource session = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _keys.Confirmed(channel, welcome.LinkId);
        _link.Use(channel);
        Status.Set(LinkState.Authenticated);
        LogWelcome(welcome.LinkId, welcome.ProtocolVersion);
        Task<LinkClosed> running = channel.RunAsync((f, t) => _requests.AnswerAsync(f, welcome, _streams, serving, t), IgnoreEventAsync, cancellationToken);
        Task reporting = _reporter.RunAsync(channel, welcome, session.Token);
        Task spares = _streams.KeepSparesAsync(welcome, serving, session.Token);
        LinkClosed closed = await running;
        _link.Use(null);
        await session.CancelAsync();
        await Task.WhenAll(reporting, spares);
        if (_time.GetElapsedTime(since) >= StableAfter)
        {
            _backoff.Reset();
        }

        return closed;
    }

    // A newer server may tell what this version does not know.
    private static Task IgnoreEventAsync(LinkFrame frame, CancellationToken cancellationToken) => Task.CompletedTask;
}
