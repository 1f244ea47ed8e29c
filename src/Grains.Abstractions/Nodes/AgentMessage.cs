namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>A request to an agent: the record of NodeAgent.Protocol as JSON, in an envelope.</summary>
/// <param name="Type">A name from <c>MessageTypes</c>.</param>
/// <param name="Json">The record, or null.</param>
[GenerateSerializer, Immutable, Alias("anchorage.AgentMessage")]
public sealed record AgentMessage([property: Id(0)] string Type, [property: Id(1)] string? Json);
