using System.Collections.Immutable;

namespace Anchorage.Api.Commands;

/// <summary>Payload of <c>cloud:instance-update</c> (inventory D5). The totals are those of what its reader sees.</summary>
internal sealed record CloudUpdate(int TotalInstances, int TotalMcpClients, int TotalUsers, ImmutableArray<CloudInstance> Instances, long Timestamp);
