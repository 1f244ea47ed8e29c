using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Files;

internal sealed class FileRemoveCommand : CliCommand
{
    private readonly Argument<string> _place = new("PLACE") { Description = "NAME:/PATH" };

    public FileRemoveCommand(CliHost host)
        : base("rm", "Put a file or folder of an instance into its trash", host) => Add(_place);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = FilePlace.Parse(call.Get(_place));
        var entry = await call.Api().DeleteAsync(place.Route(), ApiJson.Default.TrashEntry, cancel);
        call.Output.Line(entry.Value.Id);
        call.Output.Note($"Take it back: anchorage files restore {place.Instance} {entry.Value.Id}");
        return ExitCodes.Ok;
    }
}
