using System.Diagnostics;

namespace Anchorage.Cli.Processes;

/// <summary>Programs of this machine.</summary>
internal sealed class ProgramLauncher(IReadOnlyDictionary<string, string> variables) : IProgramLauncher
{
    public string? Find(string name)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return variables.GetValueOrDefault("PATH", "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }

    public async Task<int> ReplaceAsync(string file, IReadOnlyList<string> arguments)
    {
        await Console.Out.FlushAsync();
        await Console.Error.FlushAsync();
        if (!OperatingSystem.IsWindows())
        {
            // Returns only where the system refused.
            NativeExec.Replace(file, arguments, variables);
        }

        return await ChildProcess.RunAsync(file, arguments);
    }

    public async Task<ProgramResult> RunAsync(string file, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken cancel, string? input = null)
    {
        var start = new ProcessStartInfo(file) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new IOException($"{file} could not be started.");
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var deadline = new Http.RequestDeadline(limit, TimeProvider.System, cancel);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException failure) when (!cancel.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Path.GetFileName(file)} did not end within {limit.TotalSeconds:0} s.", failure);
        }
    }
}
