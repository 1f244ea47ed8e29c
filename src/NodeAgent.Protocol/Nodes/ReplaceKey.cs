namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>Replaces the key of a node: proven by the key that it replaces and by the new one.</summary>
/// <param name="PublicKey">SubjectPublicKeyInfo of the new ECDSA P-256 key, base64.</param>
/// <param name="Signature">Signature of the old key (IEEE P1363, base64) over <see cref="SignedText"/>.</param>
/// <param name="Proof">Signature of the new key over the same text.</param>
public sealed record ReplaceKey(string PublicKey, string Signature, string Proof)
{
    /// <summary>The text that both keys sign. The link id makes it worthless on any other link.</summary>
    public static string SignedText(string nodeId, string linkId, string publicKey) => $"anchorage-rotate-v1\n{nodeId}\n{linkId}\n{publicKey}";
}
