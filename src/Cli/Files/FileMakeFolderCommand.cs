using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Files;

internal sealed class FileMakeFolderCommand : CliCommand
{
    private readonly Argument<string> _place = new("PLACE") { Description = "NAME:/PATH" };

    public FileMakeFolderCommand(CliHost host)
        : base("mkdir", "Make a folder in an instance, and those above it", host) => Add(_place);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = FilePlace.Parse(call.Get(_place));
        await call.Api().PostAsync(
            new FilePlace(place.Instance, null).Route("/folders"), new FolderCreate(place.Path ?? "", true), ApiJson.Default.FolderCreate, ApiJson.Default.FileEntry, cancel);
        return ExitCodes.Ok;
    }
}
