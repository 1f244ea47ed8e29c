using System.CommandLine;
using System.Text.Json;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.CommandLine;

/// <summary>One verb: declares its arguments in its constructor and does its work in <see cref="ExecuteAsync"/>.</summary>
internal abstract class CliCommand : Command
{
    protected CliCommand(string name, string description, CliHost host)
        : base(name, description)
    {
        SetAction((result, cancel) => GuardAsync(host, result, cancel));
    }

    /// <summary>Does the work and returns the exit code.</summary>
    /// <exception cref="CliException">What the user asked for could not be done.</exception>
    protected abstract Task<int> ExecuteAsync(Invocation call, CancellationToken cancel);

    private async Task<int> GuardAsync(CliHost host, System.CommandLine.ParseResult result, CancellationToken cancel)
    {
        var error = host.Environment.Error;
        try
        {
            using var call = new Invocation(host, result);
            return await ExecuteAsync(call, cancel);
        }
        catch (CliException failure)
        {
            ErrorPrinter.Print(error, failure);
            return failure.ExitCode;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await error.WriteLineAsync("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            ErrorPrinter.Print(error, new CliException("file_failed", failure.Message, "Check that the file exists and that you may use it.", ExitCodes.Config));
            return ExitCodes.Config;
        }
        catch (JsonException failure)
        {
            ErrorPrinter.Print(error, new CliException("unexpected_answer", $"The server's answer does not have the expected shape: {failure.Message}", "Compare the versions of server and command: anchorage doctor.", ExitCodes.Internal));
            return ExitCodes.Internal;
        }
    }
}
