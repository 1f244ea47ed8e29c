using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Terminals;

namespace Anchorage.Cli.Recordings;

internal sealed class RecordingSwitchCommand : CliCommand
{
    private readonly Argument<string> _terminal = new("TERMINAL") { Description = "Id, name of one of yours, or an instance that has one" };
    private readonly bool _on;

    public RecordingSwitchCommand(CliHost host, bool on)
        : base(on ? "start" : "stop", on ? "Record what a terminal shows; never what is typed" : "End the recording of a terminal", host)
    {
        _on = on;
        Add(_terminal);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        var path = TerminalLookup.Path((await TerminalLookup.FindOrOnlyAsync(api, call.Get(_terminal), cancel)).Id);
        var answer = await api.PutAsync($"{path}/recording", new RecordingSwitch(_on), ApiJson.Default.RecordingSwitch, ApiJson.Default.RecordingAnswer, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }
        else if (answer.Value.Terminal.Recording is { } recording)
        {
            // The id alone: for the next command of a script.
            call.Output.Line(recording);
        }

        return ExitCodes.Ok;
    }
}
