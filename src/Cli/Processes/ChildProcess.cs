using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Anchorage.Cli.Processes;

/// <summary>A program in the foreground that shares our terminal and standard streams.</summary>
internal static class ChildProcess
{
    /// <summary>Runs it to its end; keyboard signals reach it from the terminal, the others are passed on.</summary>
    public static async Task<int> RunAsync(string file, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(file);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new IOException($"{file} could not be started.");
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, static context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(process, context));
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => End(process, context));
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static void End(Process process, PosixSignalContext context)
    {
        context.Cancel = true;
        process.Kill();
    }
}
