using System.Text.Json.Serialization;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Files;

/// <summary>A line of the answer to a search: a hit, the end, or why it broke off; none of them while it goes on.</summary>
internal sealed record SearchLine(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SearchHit? Hit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SearchEnd? End = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] object? Error = null);
