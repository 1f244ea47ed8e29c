using System.CommandLine;
using System.Globalization;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Files;

internal sealed class FileListCommand : CliCommand
{
    private readonly Argument<string> _place = new("PLACE") { Description = "NAME:/PATH, or NAME: for the home folder" };
    private readonly Flag<int?> _limit = ListFlags.Limit(1000);

    public FileListCommand(CliHost host)
        : base("ls", "List a folder of an instance", host)
    {
        Add(_place);
        Add(_limit);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = FilePlace.Parse(call.Get(_place));
        var entries = await call.Api().ListAsync(place.Route(), ListFlags.Limit(call, _limit, 1000), ApiJson.Default.FileEntry, cancel);
        call.Output.List(
            entries,
            ("RIGHTS", e => e.Mode),
            ("OWNER", e => string.Create(CultureInfo.InvariantCulture, $"{e.Uid}:{e.Gid}")),
            ("SIZE", e => e.Size.ToString(CultureInfo.InvariantCulture)),
            ("CHANGED", e => ConsoleOutput.At(e.ModifiedAt)),
            ("NAME", e => e.Kind == "folder" ? e.Name + "/" : e.LinkTarget is null ? e.Name : $"{e.Name} -> {e.LinkTarget}"));
        return ExitCodes.Ok;
    }
}
