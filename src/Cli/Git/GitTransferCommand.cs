using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Git;

/// <summary>Pulls or pushes.</summary>
internal sealed class GitTransferCommand : GitCommand
{
    private readonly Flag<string> _remote = new("--remote", "NAME", "The remote; the one that is followed, else origin, if absent");
    private readonly Flag<string> _branch = new("--branch", "NAME", "The branch; the present one if absent");
    private readonly Flag<bool> _force = new("--force", "", "Replace what is there, unless it changed since it was last seen here", "-f");
    private readonly bool _push;

    public GitTransferCommand(CliHost host, bool push)
        : base(push ? "push" : "pull", push ? "Send a branch to a remote" : "Fetch from a remote and merge", host)
    {
        _push = push;
        Add(_remote);
        Add(_branch);
        if (push)
        {
            Add(_force);
        }
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call);
        var body = new GitTransfer(place.Path!, call.Get(_remote), call.Get(_branch), _push && call.Get(_force) ? true : null);
        var answer = await GitWork.RunAsync(call, Route(place, _push ? "push" : "pull"), body, ApiJson.Default.GitTransfer, ApiJson.Default.GitTransferred, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(answer.Raw);
        }
        else
        {
            call.Output.Note((answer.Value.Updated, _push) switch
            {
                (false, _) => "Everything was up to date.",
                (_, true) => $"{answer.Value.Branch} is at {answer.Value.Remote} now.",
                _ => $"Now at {answer.Value.Head}.",
            });
        }

        return ExitCodes.Ok;
    }
}
