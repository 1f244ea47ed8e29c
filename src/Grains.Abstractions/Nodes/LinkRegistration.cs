namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>A new link of a node.</summary>
/// <param name="LinkId">Names the connection.</param>
/// <param name="Link">The holder.</param>
/// <param name="DescriptionJson"><c>AgentDescription</c> of the protocol as JSON.</param>
/// <param name="ProtocolVersion">The version agreed.</param>
/// <param name="Address">Remote address of the agent, for the audit.</param>
[GenerateSerializer, Immutable, Alias("anchorage.LinkRegistration")]
public sealed record LinkRegistration(
    [property: Id(0)] string LinkId,
    [property: Id(1)] IAgentLink Link,
    [property: Id(2)] string DescriptionJson,
    [property: Id(3)] int ProtocolVersion,
    [property: Id(4)] string Address);
