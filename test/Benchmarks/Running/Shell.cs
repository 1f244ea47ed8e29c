using System.Diagnostics;

namespace Anchorage.Benchmarks.Running;

/// <summary>Runs a program to its end, with a deadline.</summary>
internal static class Shell
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    /// <summary>Standard output of a program that succeeds.</summary>
    public static string Run(string program, IEnumerable<string> arguments)
    {
        (int code, string output, string error) = Try(program, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} ended with {code}: {error.Trim()}");
    }

    /// <summary>Exit code and outputs of a program.</summary>
    public static (int Code, string Output, string Error) Try(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Deadline))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {Deadline.TotalSeconds:0} s.");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Whether a program is on the path.</summary>
    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
