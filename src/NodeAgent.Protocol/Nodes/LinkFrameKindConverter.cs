using System.Text.Json;
using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>Writes <see cref="LinkFrameKind"/> in lower camel case (<c>"challenge"</c>); numbers are refused.</summary>
public sealed class LinkFrameKindConverter() : JsonStringEnumConverter<LinkFrameKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
