namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>Body of <c>POST /agent/part</c>: a machine leaves its node, because it was unanchored or anchored to another account or server. The node's key is void from then on.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Signature">Signature of the node's key (IEEE P1363, base64) over <see cref="SignedText"/>.</param>
public sealed record PartRequest(string NodeId, string Signature)
{
    /// <summary>The text that is signed. It needs no nonce: with the first use the key is void, and a repeat changes nothing.</summary>
    public static string SignedText(string nodeId) => $"anchorage-part-v1\n{nodeId}";
}
