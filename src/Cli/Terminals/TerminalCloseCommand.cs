using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Terminals;

internal sealed class TerminalCloseCommand : CliCommand
{
    private readonly Argument<string> _terminal = new("TERMINAL") { Description = "Id, or name of one of yours" };
    private readonly Flag<bool> _yes = new("--yes", "", "Do not ask", "-y");

    public TerminalCloseCommand(CliHost host)
        : base("close", "End a shell with everything that runs in it", host)
    {
        Add(_terminal);
        Add(_yes);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var terminal = (await TerminalLookup.FindAsync(api, call.Get(_terminal), cancel)).Value;
        if (terminal.State == "open" && !call.Get(_yes) && !Questions.Confirm(call.Environment, $"End the terminal {terminal.Label} and everything that runs in it?", "--yes"))
        {
            call.Output.Note("Nothing was closed.");
            return ExitCodes.Config;
        }

        await api.SendAsync(HttpMethod.Delete, TerminalLookup.Path(terminal.Id), cancel);
        call.Output.Note($"{terminal.Label} is closed.");
        return ExitCodes.Ok;
    }
}
