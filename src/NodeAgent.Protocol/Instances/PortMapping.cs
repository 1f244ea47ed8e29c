namespace Anchorage.NodeAgent.Protocol.Instances;

/// <summary>A published TCP port.</summary>
/// <param name="Name"><c>ssh</c>, <c>http</c> or <c>https</c>.</param>
/// <param name="Container">Port inside the container: 22, 80 or 443.</param>
/// <param name="Host">Port on the node.</param>
public sealed record PortMapping(string Name, int Container, int Host);
