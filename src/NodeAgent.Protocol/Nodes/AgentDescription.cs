namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>What an agent says about itself and its machine.</summary>
/// <param name="AgentVersion">Version of the NodeAgent program.</param>
/// <param name="Hostname">Host name of the machine.</param>
/// <param name="Os">Operating system, for example <c>Debian GNU/Linux 12</c>.</param>
/// <param name="Architecture">Processor architecture, for example <c>x64</c>.</param>
/// <param name="Capabilities">Any of <c>machine</c>, <c>docker</c>, <c>egress</c>.</param>
/// <param name="Addresses">Addresses under which the machine may be reached, best first.</param>
/// <param name="CpuCount">Processors usable by containers.</param>
/// <param name="MemoryTotalBytes">Physical memory in bytes.</param>
/// <param name="Docker">State of the Docker Engine.</param>
public sealed record AgentDescription(
    string AgentVersion,
    string Hostname,
    string Os,
    string Architecture,
    IReadOnlyList<string> Capabilities,
    IReadOnlyList<string> Addresses,
    int CpuCount,
    long MemoryTotalBytes,
    DockerState Docker);
