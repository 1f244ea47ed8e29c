using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's EndpointSettings that we use, under the API's own names.</summary>
internal sealed record EndpointSettings([property: JsonPropertyName("IPAddress")] string? IpAddress);
