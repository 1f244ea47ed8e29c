using Anchorage.NodeAgent.Terminals.Ipc;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Starts shells in each of the ways that a <see cref="ShellLaunch"/> can name.</summary>
/// <param name="loop">The event loop.</param>
/// <param name="children">Who waits for which child.</param>
/// <param name="folder">Folder for the short-lived files of a start.</param>
internal sealed class ShellStarter(EventLoop loop, ChildRegistry children, string folder) : IShellStarter
{
    private readonly RuncExec _runc = new(loop, children, folder);

    /// <inheritdoc/>
    public async Task<IPty> StartAsync(ShellLaunch launch, int columns, int rows, CancellationToken cancellationToken)
    {
        try
        {
            return launch switch
            {
                { Process: { } process } => StartProcess(process, columns, rows),
                { Runc: { } runc } => await _runc.StartAsync(runc, columns, rows, cancellationToken),
                { Engine: { } engine } => await EngineExec.StartAsync(engine, columns, rows, loop.Time, cancellationToken),
                _ => throw new ShellStartException(TerminalErrors.InvalidRequest, "The request does not say how to start a shell."),
            };
        }
        catch (Exception error) when (error is IOException or HttpRequestException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            throw new ShellStartException(TerminalErrors.StartFailed, $"The shell did not start: {error.Message}");
        }
    }

    private ProcessPty StartProcess(ProcessLaunch launch, int columns, int rows)
    {
        (int master, string path) = PseudoTerminal.Open();
        try
        {
            PseudoTerminal.Resize(master, columns, rows);
            int pid = ChildProcess.Start(new SpawnRequest(launch.File, launch.Arguments, launch.Environment)
            {
                WorkingDirectory = launch.WorkingDirectory,
                Terminal = path,
            });
            return new ProcessPty(master, new WatchedChild(loop, children, pid));
        }
        catch
        {
            _ = Libc.Close(master);
            throw;
        }
    }
}
