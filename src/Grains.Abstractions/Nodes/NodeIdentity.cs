namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>Who a node is.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo of its ECDSA P-256 key, base64.</param>
[GenerateSerializer, Immutable, Alias("anchorage.NodeIdentity")]
public sealed record NodeIdentity([property: Id(0)] string NodeId, [property: Id(1)] string PublicKey);
