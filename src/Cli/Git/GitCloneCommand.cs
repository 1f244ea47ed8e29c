using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Git;

internal sealed class GitCloneCommand : GitCommand
{
    private readonly Argument<string> _url;
    private readonly Flag<string> _branch = new("--branch", "NAME", "Branch to begin with");

    public GitCloneCommand(CliHost host)
        : this(host, new Argument<string>("URL") { Description = "https://, ssh://, user@host:path, or file:/// of the instance itself" })
    {
    }

    private GitCloneCommand(CliHost host, Argument<string> url)
        : base("clone", "Copy a repository from elsewhere into an instance", host, "NAME:/PATH of a folder that is not there yet", url)
    {
        _url = url;
        Add(_branch);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call);
        var made = await GitWork.RunAsync(
            call, Route(place, "clone"), new GitClone(call.Get(_url)!, place.Path!, call.Get(_branch)), ApiJson.Default.GitClone, ApiJson.Default.GitPlace, cancel);
        call.Output.Line($"{place.Instance}:{made.Value.Repo}");
        return ExitCodes.Ok;
    }
}
