using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Abstractions.Recordings;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>Everything that is decided about a new instance.</summary>
/// <param name="OwnerId">Owner.</param>
/// <param name="OwnerName">Owner's name.</param>
/// <param name="Name">Name.</param>
/// <param name="Image">Image.</param>
/// <param name="Node">Node.</param>
/// <param name="PublishAddress">Address on which the host ports listen.</param>
/// <param name="Ports">Leased ports.</param>
/// <param name="Limits">Limits.</param>
/// <param name="RestartPolicy">Restart policy.</param>
/// <param name="RecordTerminals">Which terminals are recorded.</param>
/// <param name="Kind">A name of <see cref="InstanceKinds"/>.</param>
/// <param name="McpControllable">Whether programs may use it by MCP.</param>
/// <param name="McpApproval">Which of their calls wait for the owner.</param>
[GenerateSerializer, Immutable, Alias("anchorage.InstancePlan")]
public sealed record InstancePlan(
    [property: Id(0)] string OwnerId,
    [property: Id(1)] string OwnerName,
    [property: Id(2)] string Name,
    [property: Id(3)] ImageChoice Image,
    [property: Id(4)] InstanceNode Node,
    [property: Id(5)] string PublishAddress,
    [property: Id(6)] ImmutableArray<PortLease> Ports,
    [property: Id(7)] LimitsInfo Limits,
    [property: Id(8)] string RestartPolicy,
    [property: Id(9)] RecordingPolicy RecordTerminals = RecordingPolicy.OnRequest,
    [property: Id(10)] string Kind = InstanceKinds.Container,
    [property: Id(11)] bool McpControllable = false,
    [property: Id(12)] McpApproval McpApproval = McpApproval.Writes)
{
    /// <summary>The two settings as the authoriser reads them.</summary>
    [JsonIgnore]
    public McpPolicy McpPolicy => PolicyOf(McpControllable, McpApproval);

    /// <summary>The two settings as the authoriser reads them.</summary>
    public static McpPolicy PolicyOf(bool controllable, McpApproval approval) => !controllable ? McpPolicy.Refused : approval switch
    {
        McpApproval.Off => McpPolicy.Free,
        McpApproval.All => McpPolicy.AskAlways,
        _ => McpPolicy.AskWrites,
    };
}
