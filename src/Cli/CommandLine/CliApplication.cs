using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Anchorage.Cli.Nodes;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.CommandLine;

/// <summary>Parses a command line and runs the verb it names.</summary>
internal static class CliApplication
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliEnvironment environment, CancellationToken cancel)
    {
        var host = new CliHost(environment, new GlobalFlags());

        // "node run" hands every following word to the agent program, its own flags included.
        if (arguments is ["node", "run", ..] && arguments is not ["node", "run", "--help" or "-h" or "-?"])
        {
            return await NodeRunCommand.PassThroughAsync(environment, [.. arguments.Skip(2)]);
        }

        var root = CommandTree.Build(host);
        LimitHelpWidth(root, environment);
        var result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is ParseErrorAction)
        {
            foreach (var problem in result.Errors)
            {
                await environment.Error.WriteLineAsync($"[usage] {problem.Message}");
            }

            await environment.Error.WriteLineAsync($"  next: {CommandTree.PathOf(result.CommandResult)} --help");
            return ExitCodes.Config;
        }

        var configuration = new InvocationConfiguration
        {
            Output = environment.Out,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await result.InvokeAsync(configuration, cancel);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ErrorPrinter.Print(environment.Error, new CliException("internal_error", $"{failure.GetType().Name}: {failure.Message}", "This is a defect of the command: please report it with the line above.", ExitCodes.Internal));
            return ExitCodes.Internal;
        }
    }

    // Without a terminal there is no width to follow; a fixed one keeps help readable in files.
    private static void LimitHelpWidth(RootCommand root, CliEnvironment environment)
    {
        if (!environment.OutIsTerminal && root.Options.OfType<HelpOption>().FirstOrDefault()?.Action is HelpAction help)
        {
            help.MaxWidth = 110;
        }
    }
}
