using System.Globalization;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Git;

internal sealed class GitReposCommand : GitCommand
{
    private readonly Flag<int?> _depth = new("--depth", "N", "Folders deep, 0..20; 5 if absent");
    private readonly Flag<bool> _submodules = new("--submodules", "", "Submodules too");

    public GitReposCommand(CliHost host)
        : base("repos", "Find the repositories of an instance, those with changes first", host, "NAME, or NAME:/PATH of a folder")
    {
        Add(_depth);
        Add(_submodules);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = Place(call, needsPath: false);
        var path = Route(
            place, "repos", ("path", place.Path), ("depth", call.Get(_depth)?.ToString(CultureInfo.InvariantCulture)), ("submodules", call.Get(_submodules) ? "true" : null));
        var found = await call.Api().GetAsync(path, ApiJson.Default.GitRepositories, cancel);
        call.Output.List(
            [.. found.Value.Items.Select(i => new ApiAnswer<GitRepository>(i.Deserialize(ApiJson.Default.GitRepository)!, i))],
            ("CHANGED", r => r.ChangedFiles.ToString(CultureInfo.InvariantCulture)),
            ("AHEAD", r => r.Ahead.ToString(CultureInfo.InvariantCulture)),
            ("BEHIND", r => r.Behind.ToString(CultureInfo.InvariantCulture)),
            ("BRANCH", r => r.Branch),
            ("PATH", r => r.Path),
            ("REMOTE", r => r.Error is null ? r.RemoteUrl : $"error: {r.Error}"));
        if (found.Value.Cut)
        {
            call.Output.Note("There are more; name a folder below.");
        }

        return ExitCodes.Ok;
    }
}
