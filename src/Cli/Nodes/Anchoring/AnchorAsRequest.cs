using System.Text.Json.Serialization;

namespace Anchorage.Cli.Nodes.Anchoring;

internal sealed record AnchorAsRequest(
    string RequestingUsername, string RequestingPassword, string TargetUserEmail, [property: JsonPropertyName("instance_info")] AnchorMachine InstanceInfo);
