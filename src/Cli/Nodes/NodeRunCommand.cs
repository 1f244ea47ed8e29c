using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Output;
using Anchorage.Cli.Processes;

namespace Anchorage.Cli.Nodes;

/// <summary>Becomes the agent program: every word after "node run" is its own.</summary>
internal sealed class NodeRunCommand : CliCommand
{
    private readonly Argument<string[]> _arguments = new("ARGUMENTS") { Description = "What the agent program takes; see: anchorage node run -- --help", Arity = ArgumentArity.ZeroOrMore };

    public NodeRunCommand(CliHost host)
        : base("run", "Run the agent program of this installation (its path may be given by ANCHORAGE_AGENT_PATH)", host) => Add(_arguments);

    /// <summary>Runs the agent with arguments that were not parsed here.</summary>
    public static async Task<int> PassThroughAsync(CliEnvironment environment, IReadOnlyList<string> arguments)
    {
        try
        {
            return await RunAsync(environment, arguments is ["--", ..] ? [.. arguments.Skip(1)] : arguments);
        }
        catch (CliException failure)
        {
            ErrorPrinter.Print(environment.Error, failure);
            return failure.ExitCode;
        }
    }

    protected override Task<int> ExecuteAsync(Invocation call, CancellationToken cancel) =>
        RunAsync(call.Environment, call.Get(_arguments) ?? []);

    private static Task<int> RunAsync(CliEnvironment environment, IReadOnlyList<string> arguments)
    {
        var agent = CompanionProgram.Find(environment, "Anchorage.NodeAgent", "agent", "ANCHORAGE_AGENT_PATH");
        return environment.Programs.ReplaceAsync(agent, ["run", .. arguments]);
    }
}
