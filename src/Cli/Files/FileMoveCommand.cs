using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Files;

internal sealed class FileMoveCommand : CliCommand
{
    private readonly Argument<string> _place = new("PLACE") { Description = "NAME:/PATH" };
    private readonly Argument<string> _target = new("TARGET") { Description = "New path in the same instance" };
    private readonly Flag<bool> _force = new("--force", "", "Replace a file that is there", "-f");

    public FileMoveCommand(CliHost host)
        : base("mv", "Move or rename a file or folder of an instance", host)
    {
        Add(_place);
        Add(_target);
        Add(_force);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = FilePlace.Parse(call.Get(_place));
        var move = new FileMove(place.Path ?? "", call.Get(_target) ?? "", call.Get(_force));
        await call.Api().PostAsync(new FilePlace(place.Instance, null).Route("/move"), move, ApiJson.Default.FileMove, ApiJson.Default.FileEntry, cancel);
        return ExitCodes.Ok;
    }
}
