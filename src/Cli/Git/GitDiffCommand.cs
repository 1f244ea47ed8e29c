using System.CommandLine;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Git;

internal sealed class GitDiffCommand : GitCommand
{
    private readonly Argument<string?> _file = new("FILE") { Description = "One file or folder, from the repository's folder", Arity = ArgumentArity.ZeroOrOne };
    private readonly Flag<bool> _staged = new("--staged", "", "What is in the index");
    private readonly Flag<string> _commit = new("--commit", "HASH", "What a commit changed");

    public GitDiffCommand(CliHost host)
        : base("diff", "Show what differs", host)
    {
        Add(_file);
        Add(_staged);
        Add(_commit);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call);
        var path = Route(place, "diff", ("repo", place.Path), ("path", call.Get(_file)), ("staged", call.Get(_staged) ? "true" : null), ("commit", call.Get(_commit)));
        var diff = await call.Api().GetAsync(path, ApiJson.Default.GitDiff, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(diff.Raw);
            return ExitCodes.Ok;
        }

        foreach (var line in diff.Value.Text.TrimEnd('\n').Split('\n').Where(l => diff.Value.Text.Length > 0 || l.Length > 0))
        {
            call.Output.Line(line);
        }

        if (diff.Value.Cut)
        {
            call.Output.Note("It was cut: ask for one file at a time.");
        }

        return ExitCodes.Ok;
    }
}
