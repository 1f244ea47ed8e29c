using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Terminals;

internal sealed class TerminalRoleCommand : CliCommand
{
    private readonly Argument<string> _terminal = new("TERMINAL") { Description = "Id, or name of one of yours" };
    private readonly Argument<string> _viewer = new("VIEWER") { Description = "Id of the viewer, or name of a person who is attached once" };
    private readonly Argument<string> _role = new Argument<string>("ROLE") { Description = "type or watch" }.AcceptOnlyFromAmong("type", "watch");

    public TerminalRoleCommand(CliHost host)
        : base("role", "Change what a viewer may do while it is attached", host)
    {
        Add(_terminal);
        Add(_viewer);
        Add(_role);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var terminal = (await TerminalLookup.FindAsync(api, call.Get(_terminal), cancel)).Value;
        var viewer = TerminalLookup.Viewer(terminal, call.Get(_viewer));
        var role = call.Get(_role)!;
        var answer = await api.PutAsync(TerminalLookup.ViewerPath(terminal, viewer), new ViewerRole(role), ApiJson.Default.ViewerRole, ApiJson.Default.TerminalInfo, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }

        call.Output.Note(role == "type" ? $"{viewer.Name} may type in {terminal.Label}." : $"{viewer.Name} watches {terminal.Label}.");
        return ExitCodes.Ok;
    }
}
