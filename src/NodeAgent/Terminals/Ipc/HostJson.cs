using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>JSON between agent and terminal host, and of the control frames between viewer and terminal host.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Handshake))]
[JsonSerializable(typeof(HandshakeAnswer))]
[JsonSerializable(typeof(HostRequest))]
[JsonSerializable(typeof(HostMessage))]
[JsonSerializable(typeof(ViewerControl))]
[JsonSerializable(typeof(ScreenReading))]
internal sealed partial class HostJson : JsonSerializerContext;
