using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Terminals;

internal sealed class TerminalTakeOverCommand : CliCommand
{
    private readonly Argument<string> _terminal = new("TERMINAL") { Description = "Id, or name of one of yours" };

    public TerminalTakeOverCommand(CliHost host)
        : base("take-over", "Let only your own windows type in a terminal; all others watch and are told", host) => Add(_terminal);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var terminal = (await TerminalLookup.FindAsync(api, call.Get(_terminal), cancel)).Value;
        var answer = await api.PostAsync(TerminalLookup.Path(terminal.Id) + "/take-over", ApiJson.Default.TerminalInfo, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }

        call.Output.Note($"Only you type in {terminal.Label} now.");
        return ExitCodes.Ok;
    }
}
