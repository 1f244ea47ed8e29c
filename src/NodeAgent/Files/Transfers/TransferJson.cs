using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>JSON of the notes of transfers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TransferNote))]
internal sealed partial class TransferJson : JsonSerializerContext;
