namespace Anchorage.NodeAgent.Terminals;

/// <summary>A running container.</summary>
/// <param name="ContainerId">Docker's full id.</param>
/// <param name="ProcessId">Pid of its first process on the node.</param>
/// <param name="Address">Its address on the owner's network, for TCP connections from the agent; null when it has none.</param>
/// <param name="RuncRoot">Root folder of the engine's runc state (<c>/run/docker/runtime-runc/moby</c> as a rule) for <c>runc exec</c>; null when only the Engine's exec can be used.</param>
/// <param name="Engine">Where its engine listens: the path of a unix socket, or <c>tcp://HOST:PORT</c>.</param>
public sealed record RunningContainer(string ContainerId, int ProcessId, string? Address, string? RuncRoot, string Engine);
