using System.Collections.Frozen;
using Anchorage.Api.Git;
using Anchorage.Grains.Audit;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.Api.Commands;

/// <summary>The commands of system D for git (inventory D8, D14): other names for the calls of the routes of git, with the same permissions and rows of the audit.</summary>
internal sealed class CommandGit(GitCalls git, GitAudit history, TimeProvider time)
{
    /// <summary>Every type.</summary>
    internal static readonly FrozenSet<string> Types = FrozenSet.Create(
        StringComparer.Ordinal,
        "discover_git_repos", "get_git_status", "git_status_raw", "git_stage_files", "git_unstage_files", "git_commit", "git_pull", "git_push", "git_branch_list", "git_diff", "git_init",
        "get_git_audit_log", "clear_git_caches");

    /// <summary>Runs one of them.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="instance">Id of the instance.</param>
    /// <param name="type">One of <see cref="Types"/>.</param>
    /// <param name="payload">What belongs to it.</param>
    /// <param name="aborted">Ends it.</param>
    internal async Task<object> RunAsync(Caller caller, string instance, string type, System.Text.Json.JsonElement payload, CancellationToken aborted)
    {
        switch (type)
        {
            case "discover_git_repos":
                GitReposPayload wide = CommandPayloads.Read<GitReposPayload>(type, payload);
                RepositoryList found = await git.AskAsync<RepositoryList>(
                    caller, instance, GitActions.Discover, new DiscoverRepositories(wide.BasePath, Between(type, "maxDepth", wide.MaxDepth, 0, 20), wide.IncludeSubmodules), aborted);
                return new { repositories = found.Items.Select(Describe), count = found.Count };
            case "get_git_status" or "git_status_raw":
                RepositoryPlace place = new(CommandPayloads.Read<GitPlacePayload>(type, payload).RepoPath);
                RepositoryStatus status = await git.AskAsync<RepositoryStatus>(caller, instance, GitActions.Status, place, aborted);
                return type == "git_status_raw" ? new { repoPath = status.Repo, status = string.Join('\n', status.Files.Select(f => $"{f.Index}{f.WorkingTree} {f.Path}")) } : Describe(status);
            case "git_stage_files" or "git_unstage_files":
                return await IndexAsync(caller, instance, CommandPayloads.Read<GitFilesPayload>(type, payload), type == "git_stage_files", aborted);
            case "git_commit":
                GitCommitPayload commit = CommandPayloads.Read<GitCommitPayload>(type, payload);
                return await git.ChangeAsync<CommitMade>(
                    caller, instance, GitActions.Commit, new CommitChanges(commit.RepoPath, commit.Message, commit.Author), AuditActions.GitCommitted, null, aborted,
                    ("repo", commit.RepoPath), ("message", commit.Message), ("author", commit.Author));
            case "git_pull":
                GitPullPayload pull = CommandPayloads.Read<GitPullPayload>(type, payload);
                return await git.ChangeAsync<PullResult>(
                    caller, instance, GitActions.Pull, new PullChanges(pull.RepoPath, pull.Remote, pull.Branch), AuditActions.GitPulled, null, aborted,
                    ("repo", pull.RepoPath), ("remote", Masked(pull.Remote)), ("branch", pull.Branch));
            case "git_push":
                GitPushPayload push = CommandPayloads.Read<GitPushPayload>(type, payload);
                return await git.ChangeAsync<PushResult>(
                    caller, instance, GitActions.Push, new PushChanges(push.RepoPath, push.Remote, push.Branch, push.Force), AuditActions.GitPushed, null, aborted,
                    ("repo", push.RepoPath), ("remote", Masked(push.Remote)), ("branch", push.Branch), ("force", push.Force ? "true" : null));
            case "git_branch_list":
                GitBranchesPayload branches = CommandPayloads.Read<GitBranchesPayload>(type, payload);
                BranchList list = await git.AskAsync<BranchList>(caller, instance, GitActions.Branches, new ListBranches(branches.RepoPath, branches.IncludeRemote), aborted);
                return new { branches = list.Items, current = list.Items.FirstOrDefault(b => b.Current)?.Name };
            case "git_diff":
                GitDiffPayload diff = CommandPayloads.Read<GitDiffPayload>(type, payload);
                DiffText text = await git.AskAsync<DiffText>(caller, instance, GitActions.Diff, new ReadDiff(diff.RepoPath, diff.FilePath, diff.Staged, diff.CommitHash), aborted, diff.RepoPath);
                return new { diff = text.Text, truncated = text.Cut };
            case "git_init":
                RepositoryPlace made = new(CommandPayloads.Read<GitPlacePayload>(type, payload).RepoPath);
                return await git.ChangeAsync<RepositoryPlace>(
                    caller, instance, GitActions.Init, new InitRepository(made.Repo), AuditActions.GitInitialised, null, aborted, ("repo", made.Repo));
            case "get_git_audit_log":
                GitAuditPayload log = CommandPayloads.Read<GitAuditPayload>(type, payload);
                return new { entries = await history.FindAsync(caller, instance, log.RepoPath, Between(type, "limit", log.Limit, 1, GitAudit.Most)) };
            default:
                // Nothing is kept between two calls, so there is nothing to forget.
                CommandPayloads.Read<NoPayload>(type, payload);
                return new { success = true, cleared = 0, timestamp = time.GetUtcNow().ToUnixTimeMilliseconds() };
        }
    }

    private async Task<object> IndexAsync(Caller caller, string instance, GitFilesPayload payload, bool stage, CancellationToken aborted)
    {
        StageResult result = await git.ChangeAsync<StageResult>(
            caller, instance, stage ? GitActions.Stage : GitActions.Unstage, new StageFiles(payload.RepoPath, [.. payload.Files.Select(f => f ?? string.Empty)]),
            stage ? AuditActions.GitStaged : AuditActions.GitUnstaged, null, aborted, ("repo", payload.RepoPath), ("files", string.Join(", ", payload.Files)));
        return stage ? new { staged = result.Done, failed = result.Failed } : new { unstaged = result.Done, failed = result.Failed };
    }

    private static object Describe(GitRepository r) => new
    {
        path = r.Path,
        relativePath = r.RelativePath,
        name = r.Name,
        isProjectRoot = r.RelativePath is "" or ".",
        isSubdirectory = r.RelativePath is not ("" or "."),
        currentBranch = r.Branch,
        remoteUrl = r.RemoteUrl,
        hasChanges = r.HasChanges,
        changedFiles = r.ChangedFiles,
        lastChecked = r.CheckedAt,
        error = r.Error,
    };

    private static object Describe(RepositoryStatus s) => new
    {
        branch = s.Branch,
        status = new
        {
            files = s.Files.Select(f => new Dictionary<string, string> { ["path"] = f.Path, ["index"] = f.Index, ["working_dir"] = f.WorkingTree }),
            staged = s.Files.Where(f => f.Index is not (" " or "." or "?")).Select(f => f.Path),
            total = s.Total,
            staged_count = s.StagedCount,
            unstaged_count = s.UnstagedCount,
        },
        remotes = s.Remotes,
        recentCommits = s.RecentCommits,
    };

    private static int Between(string type, string name, int value, int from, int to) => value >= from && value <= to ? value : throw CommandPayloads.Invalid(type, $"{name} is {from} to {to}");

    private static string? Masked(string? text) => text is null ? null : GitSecrets.Mask(text);
}
