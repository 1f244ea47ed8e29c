using System.Diagnostics;

namespace Anchorage.Cli.Tests.Support;

/// <summary>The real program as a process of its own.</summary>
internal static class CliProcess
{
    /// <summary>The file that a user would run.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "anchorage.exe" : "anchorage");

    public static Process Start(CliHome home, params string[] arguments) => StartProgram(home, Program, arguments);

    public static Process StartProgram(CliHome home, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["HOME"] = home.Path;
        start.Environment.Remove("XDG_CONFIG_HOME");
        start.Environment.Remove("SSH_AUTH_SOCK");
        foreach (var (name, value) in home.Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task<CliRun> RunAsync(CliHome home, params string[] arguments)
    {
        using var process = Start(home, arguments);
        return await FinishAsync(process);
    }

    /// <summary>Waits for the end with a deadline and collects what it printed.</summary>
    public static async Task<CliRun> FinishAsync(Process process)
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(CliHome.Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new CliRun(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
