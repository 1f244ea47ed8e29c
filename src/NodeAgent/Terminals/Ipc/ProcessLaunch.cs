namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>A shell that is a process of the machine.</summary>
/// <param name="File">Absolute path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">The whole environment as <c>NAME=value</c>.</param>
/// <param name="WorkingDirectory">Absolute path of the working folder.</param>
internal sealed record ProcessLaunch(string File, IReadOnlyList<string> Arguments, IReadOnlyList<string> Environment, string WorkingDirectory);
