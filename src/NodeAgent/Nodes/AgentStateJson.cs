using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>JSON of the agent's own files.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentIdentity))]
[JsonSerializable(typeof(AnchorStatus))]
internal sealed partial class AgentStateJson : JsonSerializerContext;
