using System.Text;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

/// <summary>Fetches and merges. A merge that cannot be made alone is taken back, and the files that stand in its way are named.</summary>
internal sealed class PullAction(GitProgram git, RepositoryLocks locks) : GitAction<PullChanges, PullResult>(GitActions.Pull)
{
    private const int MostNamed = 20;

    /// <inheritdoc/>
    protected override async Task<PullResult> DoAsync(string instanceId, PullChanges request, ProgressLine progress, CancellationToken cancellationToken)
    {
        FilePath repo = Folder(request.Repo);
        string[] from = (request.Remote, request.Branch) switch
        {
            (null, null) => [],
            (null, _) => ["origin", GitValues.Branch(request.Branch)],
            (_, null) => [GitValues.Remote(request.Remote)],
            _ => [GitValues.Remote(request.Remote), GitValues.Branch(request.Branch)],
        };
        using IDisposable turn = await locks.EnterAsync(instanceId, repo.ToString(), cancellationToken);
        string before = await HeadAsync(instanceId, repo, cancellationToken);
        try
        {
            await git.OutputAsync(
                GitRun.Of(instanceId, repo, ["pull", "--no-rebase", "--ff", "--no-edit", "--progress", "--", .. from]) with { Remote = true, OnError = progress.Add }, cancellationToken);
        }
        catch (LinkRequestException e) when (e.Code == GitErrors.Conflict && e.Message.Contains("Automatic merge failed", StringComparison.Ordinal))
        {
            throw await TakeBackAsync(instanceId, repo, cancellationToken);
        }

        string head = await HeadAsync(instanceId, repo, cancellationToken);
        return new PullResult(head != before, head);
    }

    private async Task<LinkRequestException> TakeBackAsync(string instanceId, FilePath repo, CancellationToken cancellationToken)
    {
        byte[] output = await git.OutputAsync(GitRun.Of(instanceId, repo, "diff", "--name-only", "--diff-filter=U", "-z"), cancellationToken);
        string[] files = [.. output.AsSpan().TrimEnd((byte)0).ToArray().Length == 0 ? (IEnumerable<string>)[] : Names(output)];
        await git.OutputAsync(GitRun.Of(instanceId, repo, "merge", "--abort"), cancellationToken);
        string named = string.Join(", ", files.Take(MostNamed)) + (files.Length > MostNamed ? $" and {files.Length - MostNamed} more" : string.Empty);
        return new LinkRequestException(GitErrors.Conflict, $"What was fetched and what is here change the same lines of: {named}. The merge was taken back");
    }

    private static List<string> Names(ReadOnlySpan<byte> output)
    {
        List<string> names = [];
        foreach (Range range in output.Split((byte)0))
        {
            if (!output[range].IsEmpty)
            {
                names.Add(PathText.Encode(output[range]));
            }
        }

        return names;
    }

    private async Task<string> HeadAsync(string instanceId, FilePath repo, CancellationToken cancellationToken)
    {
        try
        {
            return Encoding.UTF8.GetString(await git.OutputAsync(GitRun.Of(instanceId, repo, "rev-parse", "--verify", "HEAD") with { Reads = true }, cancellationToken)).Trim();
        }
        catch (LinkRequestException e) when (e.Message.Contains("Needed a single revision", StringComparison.Ordinal))
        {
            return string.Empty;
        }
    }
}
