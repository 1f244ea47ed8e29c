namespace Anchorage.NodeAgent.Nodes;

/// <summary>What <c>identity</c> and <c>enroll</c> print: who this machine is, and to whom it is anchored.</summary>
/// <param name="MachineId">Stable identity of the machine.</param>
/// <param name="NodeId">Its node; null while it is not anchored.</param>
/// <param name="Name">Name of the node when it was anchored.</param>
/// <param name="OwnerName">User name of its owner.</param>
/// <param name="Server">The server.</param>
internal sealed record AnchorStatus(string MachineId, string? NodeId, string? Name, string? OwnerName, string? Server)
{
    internal static AnchorStatus Of(string machineId, AgentIdentity? identity) => new(machineId, identity?.NodeId, identity?.Name, identity?.OwnerName, identity?.Server);
}
