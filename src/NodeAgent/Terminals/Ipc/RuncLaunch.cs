namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>A shell in a container, started by <c>runc exec</c>.</summary>
/// <param name="Program">Absolute path of runc.</param>
/// <param name="Root">Root folder of the engine's runc state.</param>
/// <param name="ContainerId">Full id of the container.</param>
/// <param name="Command">Command inside the container.</param>
/// <param name="Environment">Variables added to those of the container, as <c>NAME=value</c>.</param>
internal sealed record RuncLaunch(string Program, string Root, string ContainerId, IReadOnlyList<string> Command, IReadOnlyList<string> Environment);
