using System.Buffers.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>
/// Holds the identity in use and replaces its key when the server asks. The new key is on disk before it is sent; if the answer is lost, the next
/// refused hello tries it.
/// </summary>
/// <param name="identity">The identity.</param>
/// <param name="save">Stores it durably.</param>
internal sealed class KeyRotation(AgentIdentity identity, Action<AgentIdentity> save) : IMessageHandler
{
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(4);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private LinkChannel? _channel;
    private string _linkId = "";

    /// <summary>The identity in use.</summary>
    public AgentIdentity Identity { get; private set; } = identity;

    /// <inheritdoc/>
    public string Type => MessageTypes.KeyRotate;

    /// <summary>The server accepted the key in use: a pending one was never taken.</summary>
    public void Confirmed(LinkChannel channel, string linkId)
    {
        (_channel, _linkId) = (channel, linkId);
        if (Identity.PendingKey is not null)
        {
            Store(Identity with { PendingKey = null });
        }
    }

    /// <summary>The headers with which a stream is dialled.</summary>
    public IReadOnlyDictionary<string, string> StreamHeaders(string ticket)
    {
        AgentIdentity now = Identity;
        string signature = NodeKey.Sign(now.PrivateKey, LinkLimits.StreamProofText(now.NodeId, ticket));
        return new Dictionary<string, string>
        {
            [LinkLimits.StreamTicketHeader] = ticket,
            [LinkLimits.StreamProofHeader] = $"{now.NodeId}.{Base64Url.EncodeToString(Convert.FromBase64String(signature))}",
        };
    }

    /// <summary>The key in use was refused: uses the pending one, if there is one.</summary>
    public bool TryPending()
    {
        if (Identity.PendingKey is not { } pending)
        {
            return false;
        }

        Store(Identity with { PrivateKey = pending, PendingKey = null });
        return true;
    }

    /// <inheritdoc/>
    public async Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken)
    {
        LinkChannel channel = _channel ?? throw new LinkRequestException("link_down", "The link to the server is down.");
        await _gate.WaitAsync(cancellationToken);
        try
        {
            string fresh = NodeKey.Create();
            Store(Identity with { PendingKey = fresh });
            string publicKey = NodeKey.PublicKey(fresh);
            string text = ReplaceKey.SignedText(Identity.NodeId, _linkId, publicKey);
            ReplaceKey request = new(publicKey, NodeKey.Sign(Identity.PrivateKey, text), NodeKey.Sign(fresh, text));
            LinkFrame answer = await channel.RequestAsync(MessageTypes.KeyReplace, ProtocolJson.Element(request), AnswerDeadline, cancellationToken);
            if (answer.Error is { } error)
            {
                throw new LinkRequestException(error.Code, error.Message);
            }

            Store(Identity with { PrivateKey = fresh, PendingKey = null });
            return null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Store(AgentIdentity changed)
    {
        save(changed);
        Identity = changed;
    }
}
