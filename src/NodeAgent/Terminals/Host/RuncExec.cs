using System.Globalization;
using Anchorage.NodeAgent.Terminals.Ipc;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Starts a shell inside a running container with the runtime that made the container.</summary>
/// <remarks>
/// <code>
/// host                          runc                         container
///  1 listen on a console socket
///  2 spawn runc exec --detach -> 3 make the process --------> joins namespaces and cgroup, drops
///                                                              capabilities, seccomp, no-new-privileges
///  4 receive the PTY master  &lt;----- sent by the new process
///                                5 write its pid, exit -----> exec of the shell
///  6 adopt the pid: the host is the subreaper of its descendants, so it can wait for it
/// </code>
/// The container's own limits hold because runc applies the configuration of the container to the new process; entering its namespaces by hand would not.
/// </remarks>
/// <param name="loop">The event loop.</param>
/// <param name="children">Who waits for which child.</param>
/// <param name="folder">Folder for console sockets, pid files and error output.</param>
internal sealed class RuncExec(EventLoop loop, ChildRegistry children, string folder)
{
    private const int LongestMessage = 2000;
    private long _counter;

    /// <summary>Starts the shell.</summary>
    /// <exception cref="ShellStartException">runc refused.</exception>
    internal async Task<IPty> StartAsync(RuncLaunch launch, int columns, int rows, CancellationToken cancellationToken)
    {
        string stem = Path.Combine(folder, "x" + (++_counter).ToString("x", CultureInfo.InvariantCulture));
        (string socket, string pidFile, string errorFile) = (stem + ".s", stem + ".p", stem + ".e");
        using var console = new ConsoleSocket(loop, socket);
        children.Expect();
        try
        {
            using WatchedChild runc = Spawn(launch, socket, pidFile, errorFile);
            using CancellationTokenRegistration registration = cancellationToken.Register(() => loop.Post(() => runc.Signal(LinuxConstants.SignalKill)));
            int code = await runc.Exited;
            if (code != 0)
            {
                throw new ShellStartException(TerminalErrors.StartFailed, cancellationToken.IsCancellationRequested
                    ? "The container's runtime did not start the shell in time. Look at the load of the machine."
                    : $"The container's runtime refused to start a shell: {ReadError(errorFile)}");
            }

            int pid = int.Parse(await File.ReadAllTextAsync(pidFile, CancellationToken.None), CultureInfo.InvariantCulture);
            var leader = new WatchedChild(loop, children, pid);
            int master = await console.Received.WaitAsync(cancellationToken);
            if (master < 0)
            {
                leader.Signal(LinuxConstants.SignalKill);
                throw new ShellStartException(TerminalErrors.StartFailed, "The container's runtime started the shell without handing over its terminal.");
            }

            Descriptor.SetNonBlocking(master);
            PseudoTerminal.Resize(master, columns, rows);
            return new ProcessPty(master, leader);
        }
        finally
        {
            children.Arrived();
            File.Delete(pidFile);
            File.Delete(errorFile);
        }
    }

    private WatchedChild Spawn(RuncLaunch launch, string socket, string pidFile, string errorFile)
    {
        const int flags = LinuxConstants.OpenWriteOnly | LinuxConstants.OpenCreate | LinuxConstants.OpenCloseOnExec | LinuxConstants.OpenAppend;
        int error = LinuxException.Check(Libc.Open(errorFile, flags, 0x180), $"open({errorFile})");
        try
        {
            List<string> arguments =
            [
                "--root", launch.Root, "exec", "--detach", "--tty", "--console-socket", socket, "--pid-file", pidFile, "--cwd", "/",
                .. launch.Environment.SelectMany(static variable => new[] { "--env", variable }),
                "--", launch.ContainerId, .. launch.Command,
            ];
            int pid = ChildProcess.Start(new SpawnRequest(launch.Program, arguments, ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"])
            {
                Error = error,
                WorkingDirectory = "/",
            });
            return new WatchedChild(loop, children, pid);
        }
        finally
        {
            _ = Libc.Close(error);
        }
    }

    private static string ReadError(string file)
    {
        string text = File.Exists(file) ? File.ReadAllText(file).Trim() : "";
        return text.Length > LongestMessage ? text[..LongestMessage] : text;
    }
}
