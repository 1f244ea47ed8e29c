namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ContainerCreate that we use, under the API's own names.</summary>
internal sealed record ContainerCreate(
    string Image,
    string Hostname,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, EmptyObject> ExposedPorts,
    HostConfig HostConfig,
    IReadOnlyList<string>? Env = null);
