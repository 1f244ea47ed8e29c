using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>Permission for one piece of work in an instance that its agent does: on files, with git, or a command that is answered at length.</summary>
/// <param name="Stream">The stream to open.</param>
/// <param name="Instance">In which instance: for the audit and for the checks while it goes on.</param>
[GenerateSerializer, Immutable, Alias("anchorage.InstanceGrant")]
public sealed record InstanceGrant([property: Id(0)] StreamGrant Stream, [property: Id(1)] InstanceAccess Instance);
