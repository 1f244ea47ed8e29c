using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Git;

internal sealed class GitLogCommand : GitCommand
{
    private readonly Flag<string> _ref = new("--ref", "REF", "Branch or commit to begin with");
    private readonly Flag<int?> _limit = ListFlags.Limit(50);

    public GitLogCommand(CliHost host)
        : base("log", "Show history, newest first", host)
    {
        Add(_ref);
        Add(_limit);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call);
        var commits = await call.Api().ListAsync(
            Route(place, "log", ("repo", place.Path), ("ref", call.Get(_ref))), ListFlags.Limit(call, _limit, 50), ApiJson.Default.GitCommit, cancel);
        call.Output.List(
            commits,
            ("COMMIT", c => c.Hash[..Math.Min(12, c.Hash.Length)]),
            ("AT", c => ConsoleOutput.At(c.Date)),
            ("AUTHOR", c => c.Author),
            ("MESSAGE", c => c.Message));
        return ExitCodes.Ok;
    }
}
