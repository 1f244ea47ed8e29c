namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>How to start a shell: exactly one of the ways is set.</summary>
/// <param name="Process">A process of the machine.</param>
/// <param name="Runc">A process in a container, by the container's own runtime.</param>
/// <param name="Engine">A process in a container, by the Engine's exec API.</param>
internal sealed record ShellLaunch(ProcessLaunch? Process = null, RuncLaunch? Runc = null, EngineLaunch? Engine = null);
