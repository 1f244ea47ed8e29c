using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Recordings;

internal sealed class RecordingRemoveCommand : CliCommand
{
    private readonly Argument<string> _recording = new("RECORDING") { Description = "Id of a recording" };
    private readonly Flag<bool> _yes = new("--yes", "", "Do not ask", "-y");

    public RecordingRemoveCommand(CliHost host)
        : base("rm", "Delete a recording", host)
    {
        Add(_recording);
        Add(_yes);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var path = RecordingRoutes.Of(call.Get(_recording));
        if (!call.Get(_yes) && !Questions.Confirm(call.Environment, $"Delete the recording {call.Get(_recording)}?", "--yes"))
        {
            call.Output.Note("Nothing was deleted.");
            return ExitCodes.Config;
        }

        await call.Api().SendAsync(HttpMethod.Delete, path, cancel);
        call.Output.Note($"The recording {call.Get(_recording)} is deleted.");
        return ExitCodes.Ok;
    }
}
