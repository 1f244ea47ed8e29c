using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Git;

internal sealed class GitSwitchCommand : GitCommand
{
    private readonly Argument<string> _branch = new("BRANCH") { Description = "Its name" };
    private readonly Flag<bool> _create = new("--create", "", "Make it", "-c");
    private readonly Flag<string> _from = new("--from", "REF", "Branch or commit that a new one begins at");

    public GitSwitchCommand(CliHost host)
        : base("switch", "Go to a branch", host)
    {
        Add(_branch);
        Add(_create);
        Add(_from);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call);
        var body = new GitSwitch(place.Path!, call.Get(_branch)!, call.Get(_create), call.Get(_from));
        var answer = await call.Api().PostAsync(Route(place, "switch"), body, ApiJson.Default.GitSwitch, ApiJson.Default.GitSwitched, cancel);
        call.Output.Note($"On branch {answer.Value.Branch}.");
        return ExitCodes.Ok;
    }
}
