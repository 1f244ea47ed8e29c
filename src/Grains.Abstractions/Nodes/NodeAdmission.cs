namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>The node of a machine that was let in.</summary>
/// <param name="NodeId">Id of the node.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">Its owner: who made the onboarding key.</param>
[GenerateSerializer, Immutable, Alias("anchorage.NodeAdmission")]
public sealed record NodeAdmission([property: Id(0)] string NodeId, [property: Id(1)] string Name, [property: Id(2)] ObjectName Owner);
