using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Anchorage.Api.Streams;

/// <summary>A ticket for <c>/agent/stream</c>: <c>KIND.ID.SECRET</c>; the server keeps the hash alone.</summary>
internal sealed class StreamTicket
{
    private readonly byte[] _hash;

    private StreamTicket(string kind, string id)
    {
        Text = $"{kind}.{id}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        _hash = SHA256.HashData(Encoding.ASCII.GetBytes(Text));
    }

    /// <summary>The text, for the agent alone.</summary>
    public string Text { get; }

    /// <summary>A ticket for the spares of a link, usable while the link lives.</summary>
    public static StreamTicket ForSpares(string linkId) => new("spare", linkId);

    /// <summary>A ticket for one dialled stream.</summary>
    public static StreamTicket ForDial(string streamId) => new("dial", streamId);

    /// <summary>What a text claims to be; null when it has not the form of a ticket.</summary>
    public static (bool IsSpare, string Id)? Claim(string? text) =>
        text is { Length: <= 256 } && text.Split('.') is [("spare" or "dial") and var kind, { Length: > 0 } id, { Length: > 0 }] ? (kind == "spare", id) : null;

    /// <summary>Compares in constant time.</summary>
    public bool Matches(string text) => CryptographicOperations.FixedTimeEquals(_hash, SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
