using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's NetworkCreate that we use, under the API's own names.</summary>
internal sealed record NetworkCreate(
    string Name,
    string Driver,
    bool CheckDuplicate,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Options,
    [property: JsonPropertyName("IPAM")] Ipam Ipam);
