using System.CommandLine;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Terminals;

internal sealed class TerminalShowCommand : CliCommand
{
    private readonly Argument<string> _terminal = new("TERMINAL") { Description = "Id, or name of one of yours" };

    public TerminalShowCommand(CliHost host)
        : base("show", "Show one terminal and who is attached", host) => Add(_terminal);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        TerminalView.Print(call.Output, await TerminalLookup.FindAsync(call.Api(), call.Get(_terminal), cancel));
        return ExitCodes.Ok;
    }
}
