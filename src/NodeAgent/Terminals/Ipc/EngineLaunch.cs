namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>A shell in a container, started by the Engine's exec API.</summary>
/// <param name="Socket">Where the Engine listens: the path of its unix socket, or <c>tcp://HOST:PORT</c>.</param>
/// <param name="ContainerId">Full id of the container.</param>
/// <param name="Command">Command inside the container.</param>
/// <param name="Environment">Variables added to those of the container, as <c>NAME=value</c>.</param>
internal sealed record EngineLaunch(string Socket, string ContainerId, IReadOnlyList<string> Command, IReadOnlyList<string> Environment);
