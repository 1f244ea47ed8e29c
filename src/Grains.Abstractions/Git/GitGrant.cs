using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Abstractions.Git;

/// <summary>Permission for one piece of work with git.</summary>
/// <param name="Stream">The stream to open.</param>
/// <param name="Instance">In which instance: for the audit and for the checks while it goes on.</param>
[GenerateSerializer, Immutable, Alias("anchorage.GitGrant")]
public sealed record GitGrant([property: Id(0)] StreamGrant Stream, [property: Id(1)] InstanceAccess Instance);
