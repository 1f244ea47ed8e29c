using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Abstractions.Recordings;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>What a new instance shall be; null takes the default.</summary>
/// <param name="Name">a-z, then a-z 0-9 -, at most 40 characters.</param>
/// <param name="ImageId">Id in the list of images.</param>
/// <param name="NodeId">A node; else one is chosen.</param>
/// <param name="SshPublicKey">A key to add to the account.</param>
/// <param name="Limits">Limits.</param>
/// <param name="RestartPolicy"><c>unless-stopped</c>, <c>always</c> or <c>no</c>.</param>
/// <param name="RecordTerminals">Which terminals are recorded; those for which somebody asks if null.</param>
/// <param name="McpControllable">Whether programs may use it by MCP; not if null.</param>
/// <param name="McpApproval">Which of their calls wait for the owner; those that change something if null.</param>
[GenerateSerializer, Immutable, Alias("anchorage.CreateInstanceRequest")]
public sealed record CreateInstanceRequest(
    [property: Id(0)] string? Name,
    [property: Id(1)] string? ImageId,
    [property: Id(2)] string? NodeId,
    [property: Id(3)] string? SshPublicKey,
    [property: Id(4)] LimitsChange? Limits,
    [property: Id(5)] string? RestartPolicy,
    [property: Id(6)] RecordingPolicy? RecordTerminals = null,
    [property: Id(7)] bool? McpControllable = null,
    [property: Id(8)] McpApproval? McpApproval = null);
