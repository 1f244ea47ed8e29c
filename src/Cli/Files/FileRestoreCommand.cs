using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Files;

internal sealed class FileRestoreCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id of an instance" };
    private readonly Argument<string> _entry = new("ID") { Description = "Id of an entry of the trash, as rm printed it" };

    public FileRestoreCommand(CliHost host)
        : base("restore", "Take something back from the trash of an instance", host)
    {
        Add(_instance);
        Add(_entry);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = new FilePlace(Names.Check("instance", call.Get(_instance)), null);
        var back = await call.Api().PostAsync(place.Route($"/trash/{Uri.EscapeDataString(Names.Check("entry", call.Get(_entry)))}/restore"), ApiJson.Default.FileEntry, cancel);
        call.Output.Note($"{back.Value.Path} is back.");
        return ExitCodes.Ok;
    }
}
