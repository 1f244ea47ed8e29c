namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>First frame of the server on a new link.</summary>
/// <param name="Nonce">32 random bytes, base64; signed by the agent.</param>
/// <param name="ServerTime">The server's clock, so that an agent can report a skew.</param>
public sealed record LinkChallenge(string Nonce, DateTimeOffset ServerTime);
