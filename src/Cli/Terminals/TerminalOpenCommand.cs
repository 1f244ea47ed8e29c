using System.CommandLine;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Terminals;

internal sealed class TerminalOpenCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id" };
    private readonly Flag<string> _name = new("--name", "NAME", "What people call it, at most 64 characters");
    private readonly Flag<string> _shell = new Flag<string>("--shell", "SHELL", "The best that is there if absent").Among("bash", "sh", "zsh", "ash");
    private readonly Flag<int?> _columns = new("--columns", "N", "Width, 1..1000; 80 if absent");
    private readonly Flag<int?> _rows = new("--rows", "N", "Height, 1..1000; 24 if absent");
    private readonly Flag<bool> _ends = new("--end-with-last-viewer", "", "End it some seconds after the last viewer left");
    private readonly Flag<bool> _root = new("--root", "", "As root, on a machine that allows it");

    public TerminalOpenCommand(CliHost host)
        : base("open", "Start a shell that goes on without you", host)
    {
        Add(_instance);
        Add(_name);
        Add(_shell);
        Add(_columns);
        Add(_rows);
        Add(_ends);
        Add(_root);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var body = new TerminalCreate(
            Names.Check("instance", call.Get(_instance)), call.Get(_columns), call.Get(_rows), call.Get(_shell), call.Get(_name), call.Get(_ends) ? true : null, call.Get(_root) ? true : null);
        var raw = (await call.Api().PostAsync("/api/terminals", body, ApiJson.Default.TerminalCreate, ApiJson.Default.TerminalCreated, cancel)).Value.Terminal;
        TerminalView.Print(call.Output, new ApiAnswer<TerminalInfo>(raw.Deserialize(ApiJson.Default.TerminalInfo)!, raw));
        return ExitCodes.Ok;
    }
}
