using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's NetworkInfo that we use, under the API's own names.</summary>
internal sealed record NetworkInfo(string Id, string Name, IReadOnlyDictionary<string, string>? Labels, [property: JsonPropertyName("IPAM")] Ipam? Ipam);
