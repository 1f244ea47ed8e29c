using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Git;

internal sealed class GitStatusCommand(CliHost host) : GitCommand("status", "Show branch and changed files of a repository", host)
{
    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call);
        var status = await call.Api().GetAsync(Route(place, "status", ("repo", place.Path)), ApiJson.Default.GitStatus, cancel);
        if (call.Output.Json)
        {
            call.Output.Document(status.Raw);
            return ExitCodes.Ok;
        }

        var branch = status.Value.Branch;
        call.Output.Note($"{branch.Current ?? branch.Head}{(branch.Tracking is null ? "" : $" -> {branch.Tracking}, {branch.Ahead} ahead, {branch.Behind} behind")}");
        foreach (var file in status.Value.Files)
        {
            call.Output.Line($"{Letter(file.Index)}{Letter(file.WorkingTree)} {(file.OriginalPath is null ? file.Path : $"{file.OriginalPath} -> {file.Path}")}");
        }

        if (status.Value.Files.Count < status.Value.Total)
        {
            call.Output.Note($"{status.Value.Total - status.Value.Files.Count} more files are not shown.");
        }

        return ExitCodes.Ok;
    }

    /// <summary>The letters of git's own short form.</summary>
    private static char Letter(string state) => state switch
    {
        "unchanged" => ' ',
        "untracked" => '?',
        "conflict" => 'U',
        { Length: > 0 } => char.ToUpperInvariant(state[0]),
        _ => ' ',
    };
}
