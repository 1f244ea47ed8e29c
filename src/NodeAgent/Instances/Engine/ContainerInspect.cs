namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ContainerInspect that we use, under the API's own names.</summary>
internal sealed record ContainerInspect(string Id, string Name, string Image, ContainerState State, ContainerConfig Config, HostConfig HostConfig, NetworkSettings? NetworkSettings)
{
    public string? Label(string name) => Config.Labels?.GetValueOrDefault(name);
}
