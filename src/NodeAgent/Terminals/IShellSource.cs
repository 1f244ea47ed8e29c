using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Decides how the shell of a terminal is started. One source per kind of instance.</summary>
internal interface IShellSource
{
    /// <summary>How to start the shell, or null when the instance is not of this source's kind.</summary>
    /// <exception cref="Nodes.LinkRequestException">The instance cannot have a shell now: <c>instance_not_found</c>, <c>instance_stopped</c>, <c>docker_unavailable</c>.</exception>
    Task<ShellLaunch?> FindAsync(OpenTerminal request, CancellationToken cancellationToken);
}
