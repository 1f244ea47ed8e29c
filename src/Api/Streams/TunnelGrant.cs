using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Api.Streams;

/// <summary>Permission for one tunnel.</summary>
/// <param name="Grant">What the grain granted.</param>
/// <param name="Check">Asked each second while the tunnel is open; null never ends it.</param>
internal sealed record TunnelGrant(StreamGrant Grant, RelayCheck? Check);
