namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>Permission, given by a grain, to open one byte stream to a node. Used once, within ten seconds, by the Api process that asked.</summary>
/// <param name="GrantId">For logs.</param>
/// <param name="NodeId">The node.</param>
/// <param name="Kind">A name from <c>StreamKinds</c>.</param>
/// <param name="PayloadJson">The record of the protocol that belongs to the kind.</param>
/// <param name="ExpiresAt">After that it is void.</param>
[GenerateSerializer, Immutable, Alias("anchorage.StreamGrant")]
public sealed record StreamGrant(
    [property: Id(0)] string GrantId,
    [property: Id(1)] string NodeId,
    [property: Id(2)] string Kind,
    [property: Id(3)] string PayloadJson,
    [property: Id(4)] DateTimeOffset ExpiresAt);
