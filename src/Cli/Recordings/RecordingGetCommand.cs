using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Recordings;

/// <summary>Downloads a recording; the file appears under its name only when it is complete.</summary>
internal sealed class RecordingGetCommand : CliCommand
{
    private readonly Argument<string> _recording = new("RECORDING") { Description = "Id of a recording" };
    private readonly Argument<string?> _file = new("FILE") { Description = "Where it is written, or - for standard output; RECORDING.cast if absent", Arity = ArgumentArity.ZeroOrOne };

    public RecordingGetCommand(CliHost host)
        : base("get", "Download a recording as an asciicast file (asciinema play FILE)", host)
    {
        Add(_recording);
        Add(_file);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var id = Names.Check("recording", call.Get(_recording));
        var api = call.Api();
        using var response = await api.OpenAsync(() => new HttpRequestMessage(HttpMethod.Get, $"{RecordingRoutes.Of(id)}/cast"), cancel);
        var file = call.Get(_file) ?? $"{id}.cast";
        if (file == "-")
        {
            await using var output = call.Environment.OpenOutput();
            await api.CopyAsync(response, output, cancel);
            return ExitCodes.Ok;
        }

        var path = Path.GetFullPath(file, call.Environment.CurrentDirectory);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var output = PrivateFile.Create(temporary))
            {
                await api.CopyAsync(response, output, cancel);
            }

            File.Move(temporary, path, overwrite: true);
            call.Output.Note($"Wrote {path}.");
        }
        finally
        {
            File.Delete(temporary);
        }

        return ExitCodes.Ok;
    }
}
