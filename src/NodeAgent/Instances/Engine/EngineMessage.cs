using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's EngineMessage that we use, under the API's own names.</summary>
internal sealed record EngineMessage([property: JsonPropertyName("message")] string? Message);
