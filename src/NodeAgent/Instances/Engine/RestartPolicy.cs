namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's RestartPolicy that we use, under the API's own names.</summary>
internal sealed record RestartPolicy(string Name);
