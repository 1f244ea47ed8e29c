using System.Diagnostics;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>Runs programs for tests, with a deadline.</summary>
internal static class Shell
{
    public static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments) => await RunWithInputAsync(program, null, arguments);

    public static async Task<(int Code, string Output)> RunWithInputAsync(string program, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo { FileName = program, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(180));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, (await output + await errors).Trim());
    }

    public static async Task<string> MustAsync(string program, params string[] arguments)
    {
        var (code, output) = await RunAsync(program, arguments);
        code.ShouldBe(0, $"{program} {string.Join(' ', arguments)}: {output}");
        return output;
    }

    /// <summary>Docker's command line, as a person at the node would use it.</summary>
    public static Task<string> DockerAsync(params string[] arguments) => MustAsync("docker", arguments);
}
