namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>An agent's answer.</summary>
/// <param name="Json">The record of the answer, or null.</param>
/// <param name="ErrorCode">Set when the agent refused, the link broke (<c>node_offline</c>) or no answer came in time (<c>agent_timeout</c>: the outcome is unknown).</param>
/// <param name="ErrorMessage">The reason for people.</param>
[GenerateSerializer, Immutable, Alias("anchorage.AgentAnswer")]
public sealed record AgentAnswer([property: Id(0)] string? Json, [property: Id(1)] string? ErrorCode = null, [property: Id(2)] string? ErrorMessage = null);
