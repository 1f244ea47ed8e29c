namespace Anchorage.NodeAgent.Instances.Machine;

/// <summary>An account of this machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="User">Its number.</param>
/// <param name="Group">Number of its group.</param>
/// <param name="Groups">Numbers of all its groups.</param>
/// <param name="Home">Its home folder; need not exist.</param>
/// <param name="Shell">Its shell, an absolute path; one that lets nobody in is replaced by <c>/bin/sh</c>.</param>
internal sealed record MachineAccount(string Name, uint User, uint Group, IReadOnlyList<uint> Groups, string Home, string Shell);
