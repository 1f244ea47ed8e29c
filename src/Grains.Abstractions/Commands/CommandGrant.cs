using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Abstractions.Commands;

/// <summary>Permission for one command that the agent answers at length.</summary>
/// <param name="Stream">The stream to open.</param>
/// <param name="Instance">Which instance.</param>
[GenerateSerializer, Immutable, Alias("anchorage.CommandGrant")]
public sealed record CommandGrant([property: Id(0)] StreamGrant Stream, [property: Id(1)] InstanceAccess Instance);
