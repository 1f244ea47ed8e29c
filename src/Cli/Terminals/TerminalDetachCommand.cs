using System.CommandLine;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Terminals;

internal sealed class TerminalDetachCommand : CliCommand
{
    private readonly Argument<string> _terminal = new("TERMINAL") { Description = "Id, or name of one of yours" };
    private readonly Argument<string> _viewer = new("VIEWER") { Description = "Id of the viewer, or name of a person who is attached once" };

    public TerminalDetachCommand(CliHost host)
        : base("detach", "End the connection of a viewer; the terminal goes on", host)
    {
        Add(_terminal);
        Add(_viewer);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var terminal = (await TerminalLookup.FindAsync(api, call.Get(_terminal), cancel)).Value;
        var viewer = TerminalLookup.Viewer(terminal, call.Get(_viewer));
        await api.SendAsync(HttpMethod.Delete, TerminalLookup.ViewerPath(terminal, viewer), cancel);
        call.Output.Note($"{viewer.Name} is detached from {terminal.Label}.");
        return ExitCodes.Ok;
    }
}
