using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Abstractions.Recordings;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>Changes to an instance; null leaves a field.</summary>
/// <param name="Name">New name.</param>
/// <param name="Limits">New limits; they act at once.</param>
/// <param name="RestartPolicy">New restart policy.</param>
/// <param name="RecordTerminals">Which terminals are recorded; acts on those that are opened from then on.</param>
/// <param name="McpControllable">Whether programs may use it by MCP; takes the owner.</param>
/// <param name="McpApproval">Which of their calls wait for the owner; takes the owner.</param>
[GenerateSerializer, Immutable, Alias("anchorage.InstanceChange")]
public sealed record InstanceChange(
    [property: Id(0)] string? Name,
    [property: Id(1)] LimitsChange? Limits,
    [property: Id(2)] string? RestartPolicy,
    [property: Id(3)] RecordingPolicy? RecordTerminals = null,
    [property: Id(4)] bool? McpControllable = null,
    [property: Id(5)] McpApproval? McpApproval = null);
