using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;

namespace Anchorage.Grains.Nodes;

/// <summary>Room given to an instance.</summary>
/// <param name="OwnerId">Its owner.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="Limits">Its limits.</param>
/// <param name="Abandoned">True when the instance is given up: the container is removed as soon as the node can, then the ports come back.</param>
/// <param name="SetAside">True while the instance is in the trash: it keeps its ports and takes no room.</param>
public sealed record NodePlacement(string OwnerId, ImmutableArray<PortLease> Ports, LimitsInfo Limits, bool Abandoned, bool SetAside = false);
