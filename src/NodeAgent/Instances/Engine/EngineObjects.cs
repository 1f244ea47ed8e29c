using System.Text.Json.Serialization;

namespace Anchorage.NodeAgent.Instances.Engine;

// The fields of the Engine API's other objects that we use, under the API's own names.

internal sealed record EngineVersion(string? Version, string? ApiVersion, [property: JsonPropertyName("MinAPIVersion")] string? MinApiVersion);

internal sealed record EngineMessage([property: JsonPropertyName("message")] string? Message);

internal sealed record EngineId(string Id);

internal sealed record ImageInspect(string Id);

internal sealed record ImageSummary(string Id, IReadOnlyList<string>? RepoTags);

internal sealed record VolumeCreate(string Name, IReadOnlyDictionary<string, string> Labels);

internal sealed record VolumeInfo(string Name, IReadOnlyDictionary<string, string>? Labels);

internal sealed record VolumeList(IReadOnlyList<VolumeInfo>? Volumes);

internal sealed record NetworkCreate(
    string Name,
    string Driver,
    bool CheckDuplicate,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Options,
    [property: JsonPropertyName("IPAM")] Ipam Ipam);

internal sealed record Ipam(IReadOnlyList<IpamConfig>? Config);

internal sealed record IpamConfig(string? Subnet);

internal sealed record NetworkInfo(string Id, string Name, IReadOnlyDictionary<string, string>? Labels, [property: JsonPropertyName("IPAM")] Ipam? Ipam);

internal sealed record EngineEvent(string? Type, string? Action, EventActor? Actor);

internal sealed record EventActor([property: JsonPropertyName("ID")] string? Id, IReadOnlyDictionary<string, string>? Attributes);
