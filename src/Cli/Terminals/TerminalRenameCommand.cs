using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Terminals;

internal sealed class TerminalRenameCommand : CliCommand
{
    private readonly Argument<string> _terminal = new("TERMINAL") { Description = "Id, or name of one of yours" };
    private readonly Argument<string> _name = new("NAME") { Description = "At most 64 characters; \"\" takes the name away" };

    public TerminalRenameCommand(CliHost host)
        : base("rename", "Give a terminal another name", host)
    {
        Add(_terminal);
        Add(_name);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var terminal = (await TerminalLookup.FindAsync(api, call.Get(_terminal), cancel)).Value;
        var answer = await api.PatchAsync(TerminalLookup.Path(terminal.Id), new TerminalPatch(call.Get(_name)), ApiJson.Default.TerminalPatch, ApiJson.Default.TerminalInfo, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }

        call.Output.Note(answer.Value.Name is { Length: > 0 } name ? $"{terminal.Label} is now {name}." : $"{terminal.Label} has no name any more.");
        return ExitCodes.Ok;
    }
}
