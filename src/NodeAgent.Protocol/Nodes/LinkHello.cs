namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>First frame of the agent: proves the node's key.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Signature">ECDSA P-256 / SHA-256 signature (IEEE P1363, base64) over <see cref="SignedText"/> in UTF-8.</param>
/// <param name="ProtocolVersions">Versions that the agent speaks.</param>
/// <param name="Description">What the agent says about itself.</param>
public sealed record LinkHello(string NodeId, string Signature, IReadOnlyList<int> ProtocolVersions, AgentDescription Description)
{
    /// <summary>The text that is signed: purpose, node and nonce, one per line, so that a signature serves no other purpose.</summary>
    public static string SignedText(string nodeId, string nonce) => $"anchorage-link-v1\n{nodeId}\n{nonce}";
}
