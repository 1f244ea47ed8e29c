using System.CommandLine;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Completion;

/// <summary>Prints a script for a shell that asks this command for suggestions through its [suggest] directive.</summary>
internal sealed class CompletionCommand : CliCommand
{
    private readonly Argument<string> _shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };

    public CompletionCommand(CliHost host)
        : base("completion", "Print a completion script: source <(anchorage completion bash)", host)
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Add(_shell);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var name = $"completion.{call.Get(_shell)}";
        using var stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not part of the program.");
        using var reader = new StreamReader(stream);
        await call.Environment.Out.WriteAsync(await reader.ReadToEndAsync(cancel));
        return ExitCodes.Ok;
    }
}
