namespace Anchorage.NodeAgent.Protocol.Nodes;

/// <summary>Sign of life with the machine's health.</summary>
/// <param name="At">The agent's clock.</param>
/// <param name="Health">Measured since the last heartbeat.</param>
/// <param name="Docker">State of the engine, when it changed; else null.</param>
public sealed record Heartbeat(DateTimeOffset At, MachineHealth Health, DockerState? Docker);
