namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's PortBinding that we use, under the API's own names.</summary>
internal sealed record PortBinding(string HostIp, string HostPort);
