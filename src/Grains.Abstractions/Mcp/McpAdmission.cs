using Anchorage.Grains.Abstractions.Instances;

namespace Anchorage.Grains.Abstractions.Mcp;

/// <summary>A call that may go on, at once or after a yes.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Waiting">What the owner was asked; null when nobody need be.</param>
[GenerateSerializer, Immutable, Alias("anchorage.McpAdmission")]
public sealed record McpAdmission([property: Id(0)] InstanceAccess Instance, [property: Id(1)] McpCallInfo? Waiting);
