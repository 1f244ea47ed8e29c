using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>A link that this process holds; the node grain calls it as its observer.</summary>
internal sealed class AgentConnection(NodeIdentity identity, string linkId, LinkChannel channel, int spares, AgentGatewayOptions options) : IAgentLink
{
    private readonly ConcurrentQueue<NodeStream> _spares = new();
    private int _spareCount;
    private volatile string[] _keys = [identity.PublicKey];

    /// <summary>The node.</summary>
    public string NodeId => identity.NodeId;

    /// <summary>Names the connection.</summary>
    public string LinkId => linkId;

    /// <summary>The connection itself.</summary>
    public LinkChannel Channel => channel;

    /// <summary>How many spare streams the agent shall keep.</summary>
    public int SpareTarget => spares;

    /// <summary>Ticket of the spares.</summary>
    public StreamTicket SpareTicket { get; } = StreamTicket.ForSpares(linkId);

    /// <summary>Called when the link must end because the grain says so; decides the close code.</summary>
    public Func<AgentConnection, string, Task>? Closing { get; init; }

    /// <inheritdoc/>
    public async Task<AgentAnswer> Request(AgentMessage message)
    {
        try
        {
            JsonElement? payload = message.Json is null ? null : JsonElement.Parse(message.Json);
            LinkFrame answer = await channel.RequestAsync(message.Type, payload, options.AnswerDeadline, CancellationToken.None);
            return new AgentAnswer(answer.Payload?.GetRawText(), answer.Error?.Code, answer.Error?.Message);
        }
        catch (LinkDownException)
        {
            return new AgentAnswer(null, ErrorCodes.NodeOffline, "The link to the node ended before it answered.");
        }
        catch (TimeoutException)
        {
            return new AgentAnswer(null, ErrorCodes.AgentTimeout, $"The node did not answer {message.Type} within {options.AnswerDeadline.TotalSeconds} s; whether it was done is not known.");
        }
        catch (FrameTooLargeException)
        {
            return new AgentAnswer(null, ErrorCodes.InvalidRequest, $"The request {message.Type} is larger than a control frame may be.");
        }
    }

    /// <inheritdoc/>
    public Task Close(string reason) => Closing?.Invoke(this, reason) ?? Task.CompletedTask;

    /// <summary>Whether a signature belongs to the key of the node, or to the one that a rotation has just replaced.</summary>
    public bool IsProvenBy(string text, ReadOnlySpan<byte> signature)
    {
        foreach (string key in _keys)
        {
            if (HelloCheck.IsProven(key, text, signature))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The key that a replacement must be signed with.</summary>
    public string PublicKey => _keys[0];

    /// <summary>Takes note of a rotation.</summary>
    public void UseKey(string publicKey) => _keys = [publicKey, _keys[0]];

    /// <summary>Keeps a spare stream; false when there are more than enough.</summary>
    public bool TryAddSpare(NodeStream stream)
    {
        if (channel.Ended.IsCancellationRequested || Interlocked.Increment(ref _spareCount) > spares + LinkLimits.SpareStreams)
        {
            Interlocked.Decrement(ref _spareCount);
            return false;
        }

        _spares.Enqueue(stream);
        return true;
    }

    /// <summary>Takes a spare stream, if there is one.</summary>
    public NodeStream? TakeSpare()
    {
        while (_spares.TryDequeue(out NodeStream? stream))
        {
            Interlocked.Decrement(ref _spareCount);
            if (stream.IsOpen)
            {
                return stream;
            }

            stream.Abort();
        }

        return null;
    }

    /// <summary>Drops the spares of an ended link.</summary>
    public void DropSpares()
    {
        while (TakeSpare() is { } stream)
        {
            stream.Abort();
        }
    }

    /// <summary>A new link id.</summary>
    public static string NewLinkId() => "l" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
}
