using System.Runtime.InteropServices;
using Anchorage.NodeAgent.Terminals.Host;
using Anchorage.NodeAgent.Terminals.Native;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>The verb <c>terminal-host --socket PATH --data DIR</c>: holds the terminals of a node, so that the agent may end and start again meanwhile.</summary>
public static partial class TerminalHostProgram
{
    /// <summary>The verb.</summary>
    public const string Verb = "terminal-host";

    private const int UsageError = 2;
    private const int AlreadyRuns = 3;

    /// <summary>Serves until nobody needs it or until it is terminated.</summary>
    /// <param name="args">The arguments after the verb: <c>--socket PATH --data DIR</c> and optionally <c>--max-terminals N</c>, <c>--max-per-instance N</c>, <c>--idle-seconds N</c>.</param>
    /// <returns>0 when it ended in order, 2 for wrong arguments, 3 when another host serves the socket.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (!TerminalHostArguments.TryParse(args, out TerminalHostArguments arguments, out string problem))
        {
            await Console.Error.WriteLineAsync(problem);
            return UsageError;
        }

        // A thread of its own: the loop must never wait for the thread pool.
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(Serve(arguments));
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        thread.Start();
        return await done.Task;
    }

    private static int Serve(TerminalHostArguments arguments)
    {
        PrivateFolder.Create(arguments.Data);
        const int lockFlags = LinuxConstants.OpenReadWrite | LinuxConstants.OpenCreate | LinuxConstants.OpenCloseOnExec;
        int guard = LinuxException.Check(Libc.Open(arguments.Socket + ".lock", lockFlags, 0x180), "open");
        if (Libc.Flock(guard, LinuxConstants.LockExclusive | LinuxConstants.LockNonBlocking) != 0)
        {
            Console.Error.WriteLine($"Another terminal host serves {arguments.Socket}.");
            return AlreadyRuns;
        }

        // Shells that runc starts for us become our children when it ends, so we learn their exit codes.
        LinuxException.Check(Libc.Prctl(LinuxConstants.PrctlSetChildSubreaper, 1, 0, 0, 0), "prctl");
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        using var loop = new EventLoop(TimeProvider.System);
        SynchronizationContext.SetSynchronizationContext(new LoopSynchronizationContext(loop));
        var starter = new ShellStarter(loop, new ChildRegistry(collectOrphans: true), arguments.Data);
        var logger = new StandardErrorLogger(TimeProvider.System);
        loop.Faulted = error => LogFault(logger, error);
        using (new TerminalHostServer(loop, arguments.Options, starter, arguments.Socket, logger, stop.Cancel))
        {
            AnnounceReady();
            loop.Run(stop.Token);
        }

        // The lock's file stays: removing it would let two hosts each hold a lock.
        _ = Libc.Close(guard);
        return 0;
    }

    // The agent that started us reads a line from our standard output, which then becomes /dev/null.
    private static void AnnounceReady()
    {
        _ = Descriptor.Write(1, "ready\n"u8);
        int nowhere = LinuxException.Check(Libc.Open("/dev/null", LinuxConstants.OpenReadWrite | LinuxConstants.OpenCloseOnExec, 0), "open(/dev/null)");
        LinuxException.Check(Libc.Duplicate(nowhere, 1), "dup2");
        _ = Libc.Close(nowhere);
    }

    [LoggerMessage(LogLevel.Error, "A callback of the terminal host failed; the other terminals go on")]
    private static partial void LogFault(ILogger logger, Exception error);
}
