using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Git;

internal sealed class GitBranchesCommand(CliHost host) : GitCommand("branches", "List branches, those of remotes too", host)
{
    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call);
        var branches = await call.Api().GetAsync(Route(place, "branches", ("repo", place.Path)), ApiJson.Default.GitBranches, cancel);
        call.Output.List(
            [.. branches.Value.Items.Select(i => new ApiAnswer<GitBranch>(i.Deserialize(ApiJson.Default.GitBranch)!, i))],
            ("", b => b.Current ? "*" : ""),
            ("BRANCH", b => b.Name),
            ("COMMIT", b => b.Hash[..Math.Min(12, b.Hash.Length)]),
            ("FOLLOWS", b => b.Tracking),
            ("MESSAGE", b => b.Message));
        return ExitCodes.Ok;
    }
}
