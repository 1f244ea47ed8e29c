using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Starts shells. Used on the event loop's thread.</summary>
internal interface IShellStarter
{
    /// <summary>Starts a shell on a new terminal of the given size.</summary>
    /// <exception cref="ShellStartException">It could not be started.</exception>
    Task<IPty> StartAsync(ShellLaunch launch, int columns, int rows, CancellationToken cancellationToken);
}
