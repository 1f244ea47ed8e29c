namespace Anchorage.NodeAgent.Nodes;

/// <summary>Who this agent is; kept in <c>identity.json</c> (0600).</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Name">Name of the node when it was enrolled.</param>
/// <param name="OwnerName">User name of the owner.</param>
/// <param name="Server">The server that knows the node.</param>
/// <param name="Pin">Fingerprint of the server's key, or null when the operating system's trust decides.</param>
/// <param name="PrivateKey">PKCS #8 of the ECDSA P-256 key, base64.</param>
/// <param name="PendingKey">A key that was sent to the server and perhaps taken; null as a rule.</param>
/// <param name="CredentialHash">SHA-256 of the credential that made this identity, base64.</param>
/// <param name="EnrolledAt">When.</param>
internal sealed record AgentIdentity(
    string NodeId,
    string Name,
    string OwnerName,
    string Server,
    string? Pin,
    string PrivateKey,
    string? PendingKey,
    string CredentialHash,
    DateTimeOffset EnrolledAt);
