using System.Text;
using System.Text.RegularExpressions;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

/// <summary>Sends a branch to the branch of the same name. Force replaces only what was seen here before.</summary>
internal sealed partial class PushAction(GitProgram git, RepositoryReader reader, RepositoryLocks locks) : GitAction<PushChanges, PushResult>(GitActions.Push)
{
    /// <inheritdoc/>
    protected override async Task<PushResult> DoAsync(string instanceId, PushChanges request, ProgressLine progress, CancellationToken cancellationToken)
    {
        FilePath repo = Folder(request.Repo);
        string remote = request.Remote is null ? "origin" : GitValues.Remote(request.Remote);
        using IDisposable turn = await locks.EnterAsync(instanceId, repo.ToString(), cancellationToken);
        BranchState state = (await reader.ReadAsync(instanceId, repo, 0, cancellationToken)).Status.Branch;
        string branch = request.Branch is not null ? GitValues.Branch(request.Branch)
            : state.Current is { } current ? GitValues.Branch(current)
            : throw GitValues.Invalid("branch", "is missing: no branch is checked out");
        string[] options =
        [
            "push", "--porcelain", "--progress", "--no-verify",
            .. request.Force ? (string[])["--force-with-lease"] : [],
            .. branch == state.Current && state.Tracking is null ? (string[])["--set-upstream"] : [],
        ];
        byte[] output;
        try
        {
            output = await git.OutputAsync(
                GitRun.Of(instanceId, repo, [.. options, "--", remote, $"refs/heads/{branch}:refs/heads/{branch}"]) with { Remote = true, OnError = progress.Add }, cancellationToken);
        }
        catch (LinkRequestException e) when (e.Code == GitErrors.Rejected && Reason().Match(e.Message) is { Success: true } reason)
        {
            throw new LinkRequestException(GitErrors.Rejected, $"{remote} did not take {branch}: {reason.Groups["why"].Value}.");
        }

        // A line of the porcelain form begins with the sign of what happened to the branch; "=" says that it was there.
        bool updated = Encoding.UTF8.GetString(output).Split('\n').Any(l => l.Length > 1 && l[1] == '\t' && l[0] is not ('=' or '!'));
        return new PushResult(updated, remote, branch);
    }

    [GeneratedRegex(@"\[(?:remote )?rejected\] \((?<why>[^()]{1,200})\)", RegexOptions.None, 1000)]
    private static partial Regex Reason();
}
