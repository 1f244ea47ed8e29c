using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Git;

internal sealed class GitCommitCommand : GitCommand
{
    private readonly Flag<string> _message = new("--message", "TEXT", "What the commit changes", "-m");
    private readonly Flag<string> _author = new("--author", "AUTHOR", "\"Name <address>\"; the instance's own if absent");

    public GitCommitCommand(CliHost host)
        : base("commit", "Commit what is staged", host)
    {
        Add(_message);
        Add(_author);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call);
        var message = call.Get(_message) ?? throw CliException.Usage("Say what the commit changes: --message TEXT.");
        var commit = await call.Api().PostAsync(
            Route(place, "commit"), new GitCommitRequest(place.Path!, message, call.Get(_author)), ApiJson.Default.GitCommitRequest, ApiJson.Default.GitCommitted, cancel);
        call.Output.Line(commit.Value.CommitHash);
        return ExitCodes.Ok;
    }
}
