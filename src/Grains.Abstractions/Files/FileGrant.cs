using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Abstractions.Files;

/// <summary>Permission for one piece of work on files.</summary>
/// <param name="Stream">The stream to open.</param>
/// <param name="Instance">Whose files: for the audit and for the checks while bytes flow.</param>
[GenerateSerializer, Immutable, Alias("anchorage.FileGrant")]
public sealed record FileGrant([property: Id(0)] StreamGrant Stream, [property: Id(1)] InstanceAccess Instance);
