using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Abstractions.Recordings;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>An instance as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Unique per owner.</param>
/// <param name="Kind">A name of <see cref="InstanceKinds"/>. A machine has no ports, limits, restart policy and keys of its own; its image is its operating system.</param>
/// <param name="Owner">Who owns it.</param>
/// <param name="Status">What it is doing.</param>
/// <param name="Desired"><c>running</c> or <c>stopped</c>.</param>
/// <param name="Node">Where it is.</param>
/// <param name="Image">What it was made from.</param>
/// <param name="Ports">Published ports.</param>
/// <param name="SshCommand">The line to paste when the port is reachable from the viewer.</param>
/// <param name="Limits">Resource limits.</param>
/// <param name="RestartPolicy"><c>unless-stopped</c>, <c>always</c> or <c>no</c>.</param>
/// <param name="Error">Why the last operation failed.</param>
/// <param name="Operation">Work in progress.</param>
/// <param name="Keys">SSH keys.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="StartedAt">Last start.</param>
/// <param name="StoppedAt">Last stop.</param>
/// <param name="Etag">Changes with every change of its settings; for If-Match.</param>
/// <param name="TrashedAt">When it was put into the trash; null outside.</param>
/// <param name="PurgeAt">When the trash lets go of it and its data; null outside.</param>
/// <param name="RecordTerminals">Which terminals are recorded.</param>
/// <param name="McpControllable">Whether programs may use it by MCP; only its owner changes that.</param>
/// <param name="McpApproval">Which of their calls wait for the owner.</param>
/// <param name="Permissions">What the reader may do with it, sorted; null in events, which go to several readers.</param>
[GenerateSerializer, Immutable, Alias("anchorage.InstanceInfo")]
public sealed record InstanceInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Kind,
    [property: Id(3)] ObjectName Owner,
    [property: Id(4)] InstanceStatus Status,
    [property: Id(5)] string Desired,
    [property: Id(6)] InstanceNode? Node,
    [property: Id(7)] ImageName Image,
    [property: Id(8)] ImmutableArray<InstancePort> Ports,
    [property: Id(9)] string? SshCommand,
    [property: Id(10)] LimitsInfo Limits,
    [property: Id(11)] string RestartPolicy,
    [property: Id(12)] ErrorInfo? Error,
    [property: Id(13)] OperationInfo? Operation,
    [property: Id(14)] KeySync Keys,
    [property: Id(15)] DateTimeOffset CreatedAt,
    [property: Id(16)] DateTimeOffset? StartedAt,
    [property: Id(17)] DateTimeOffset? StoppedAt,
    [property: Id(18)] string Etag,
    [property: Id(19)] DateTimeOffset? TrashedAt = null,
    [property: Id(20)] DateTimeOffset? PurgeAt = null,
    [property: Id(24)] RecordingPolicy RecordTerminals = RecordingPolicy.OnRequest,
    [property: Id(26)] bool McpControllable = false,
    [property: Id(27)] McpApproval McpApproval = McpApproval.Writes,
    [property: Id(25)] ImmutableArray<string>? Permissions = null)
{
    /// <summary>The instance as the authoriser is asked about it.</summary>
    [JsonIgnore]
    public ResourceRef Resource => new("instance", Id, Owner.Id, Name, Mcp: InstancePlan.PolicyOf(McpControllable, McpApproval));
}
