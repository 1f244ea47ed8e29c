namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ContainerConfig that we use, under the API's own names.</summary>
internal sealed record ContainerConfig(IReadOnlyDictionary<string, string>? Labels, bool Tty, IReadOnlyList<string>? Env = null, string? Hostname = null, string? Image = null);
