using System.Text.Json.Serialization;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Recordings;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>An instance that a caller may use.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Name">Its name.</param>
/// <param name="OwnerId">Its owner.</param>
/// <param name="NodeId">Its node.</param>
/// <param name="RecordTerminals">Which of its terminals are recorded.</param>
/// <param name="Mcp">What programs may do with it.</param>
[GenerateSerializer, Immutable, Alias("anchorage.InstanceAccess")]
public sealed record InstanceAccess(
    [property: Id(0)] string InstanceId,
    [property: Id(1)] string Name,
    [property: Id(2)] string OwnerId,
    [property: Id(3)] string NodeId,
    [property: Id(4)] RecordingPolicy RecordTerminals = RecordingPolicy.OnRequest,
    [property: Id(5)] McpPolicy Mcp = McpPolicy.Refused)
{
    /// <summary>Whether it is the machine itself: its id is that of its node.</summary>
    [JsonIgnore]
    public bool IsMachine => InstanceId == NodeId;

    /// <summary>The instance as the authoriser is asked about it.</summary>
    [JsonIgnore]
    public ResourceRef Resource => new("instance", InstanceId, OwnerId, Name, Mcp: Mcp);
}
