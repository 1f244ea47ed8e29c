using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's EngineVersion that we use, under the API's own names.</summary>
internal sealed record EngineVersion(string? Version, string? ApiVersion, [property: JsonPropertyName("MinAPIVersion")] string? MinApiVersion);
