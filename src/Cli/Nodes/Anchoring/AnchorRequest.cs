using System.Text.Json.Serialization;

namespace Anchorage.Cli.Nodes.Anchoring;

internal sealed record AnchorRequest(string Username, string Password, [property: JsonPropertyName("instance_info")] AnchorMachine InstanceInfo);
