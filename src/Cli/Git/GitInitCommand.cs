using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Git;

internal sealed class GitInitCommand(CliHost host) : GitCommand("init", "Make an empty repository", host, "NAME:/PATH of a folder, made when it is missing")
{
    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call);
        var made = await call.Api().PostAsync(Route(place, "init"), new GitInit(place.Path!), ApiJson.Default.GitInit, ApiJson.Default.GitPlace, cancel);
        call.Output.Line($"{place.Instance}:{made.Value.Repo}");
        return ExitCodes.Ok;
    }
}
