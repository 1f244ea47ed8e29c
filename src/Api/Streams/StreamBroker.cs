using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Streams;

/// <summary>Brings the client's stream and the agent's together.</summary>
internal sealed class StreamBroker(AgentRegistry registry, AgentGatewayOptions options, TimeProvider time) : IStreamBroker
{
    private const int MaxRemembered = 4096;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _usedGrants = new();
    private readonly ConcurrentDictionary<string, Dial> _dials = new();
    private readonly ConcurrentDictionary<string, Dial> _claimed = new();

    /// <inheritdoc/>
    public async Task<NodeStream> OpenAsync(StreamGrant grant, CancellationToken cancellationToken)
    {
        Use(grant);
        string streamId = "s" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        StreamOpen open = new(streamId, grant.Kind, JsonElement.Parse(grant.PayloadJson));
        using CancellationTokenSource deadline = new(options.StreamDeadline, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            AgentConnection connection = registry.OfNode(grant.NodeId) ?? throw Offline(grant.NodeId);
            while (connection.TakeSpare() is { } spare)
            {
                if (await TryOpenAsync(spare, open, linked.Token))
                {
                    return spare;
                }
            }

            NodeStream dialled = await DialAsync(connection, streamId, linked.Token);
            return await TryOpenAsync(dialled, open, linked.Token) ? dialled : throw Offline(grant.NodeId);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AnchorageException(ErrorCodes.AgentTimeout, ("node", grant.NodeId));
        }
    }

    /// <summary>The node for which a dial ticket is waiting, without using it; null when it is void.</summary>
    public string? NodeOf(string dialId, string ticket) =>
        _dials.TryGetValue(dialId, out Dial? dial) && dial.Ticket.Matches(ticket) ? dial.Connection.NodeId : null;

    /// <summary>The link behind a dial, for the check of the proof.</summary>
    public AgentConnection? LinkOf(string dialId) => _dials.GetValueOrDefault(dialId)?.Connection;

    /// <summary>Uses a dial ticket: once.</summary>
    public bool TryClaim(string dialId) => _dials.TryRemove(dialId, out Dial? dial) && _claimed.TryAdd(dialId, dial);

    /// <summary>Hands the stream of a claimed ticket to the one who waits for it; false when nobody does any more.</summary>
    public bool TryDeliver(string dialId, NodeStream stream) => _claimed.TryRemove(dialId, out Dial? dial) && dial.Arrived.TrySetResult(stream);

    private static AnchorageException Offline(string nodeId) => new(ErrorCodes.NodeOffline, ("node", nodeId));

    /// <summary>What the agent said, under its code; a code of a newer agent that this server does not know becomes <c>agent_error</c>.</summary>
    private static AnchorageException Refused(string code, string message, string nodeId) => ErrorRegistry.Find(code) is null
        ? new AnchorageException(ErrorCodes.AgentError, ("node", nodeId), ("problem", $"{code}: {message}"))
        : new AnchorageException(code, ("node", nodeId), ("problem", message));

    private async Task<NodeStream> DialAsync(AgentConnection connection, string streamId, CancellationToken cancellationToken)
    {
        Dial dial = new(connection, StreamTicket.ForDial(streamId));
        _dials[streamId] = dial;
        try
        {
            DialStream request = new(streamId, dial.Ticket.Text);
            AgentAnswer answer = await connection.Request(new AgentMessage(MessageTypes.StreamDial, ProtocolJson.Write(request)));
            if (answer.ErrorCode is { } code)
            {
                throw Refused(code, answer.ErrorMessage ?? "", connection.NodeId);
            }

            await using CancellationTokenRegistration down = connection.Channel.Ended.Register(() => dial.Arrived.TrySetException(Offline(connection.NodeId)));
            return await dial.Arrived.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _dials.TryRemove(streamId, out _);
            _claimed.TryRemove(streamId, out _);
            if (!dial.Arrived.TrySetCanceled(CancellationToken.None) && cancellationToken.IsCancellationRequested && dial.Arrived.Task.IsCompletedSuccessfully)
            {
                (await dial.Arrived.Task).Abort();
            }
        }
    }

    /// <summary>False when the connection turned out to be dead; throws when the agent refuses.</summary>
    private static async Task<bool> TryOpenAsync(NodeStream stream, StreamOpen open, CancellationToken cancellationToken)
    {
        bool opened = false;
        try
        {
            await stream.SayAsync(open, cancellationToken);
            if (await stream.ReadAsync(cancellationToken) is not { IsText: true } frame)
            {
                return false;
            }

            StreamOpened answer = ProtocolJson.Read<StreamOpened>(frame.Data.Span);
            if (answer.Error is { } error)
            {
                throw Refused(error.Code, error.Message, stream.NodeId);
            }

            stream.CountAs(open.Kind);
            return opened = true;
        }
        catch (Exception e) when (e is WebSocketException or IOException or InvalidOperationException or JsonException or FrameTooLargeException)
        {
            return false;
        }
        finally
        {
            if (!opened)
            {
                stream.Abort();
            }
        }
    }

    private void Use(StreamGrant grant)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_usedGrants.Count >= MaxRemembered)
        {
            foreach ((string id, DateTimeOffset expires) in _usedGrants)
            {
                if (expires < now)
                {
                    _usedGrants.TryRemove(id, out _);
                }
            }
        }

        if (grant.ExpiresAt < now || !_usedGrants.TryAdd(grant.GrantId, grant.ExpiresAt))
        {
            throw new AnchorageException(ErrorCodes.TicketInvalid);
        }
    }

    private sealed class Dial(AgentConnection connection, StreamTicket ticket)
    {
        public AgentConnection Connection => connection;

        public StreamTicket Ticket => ticket;

        public TaskCompletionSource<NodeStream> Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
