using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

internal sealed class SwitchAction(GitProgram git, RepositoryLocks locks) : GitAction<SwitchBranch, BranchSwitched>(GitActions.Switch)
{
    /// <inheritdoc/>
    protected override async Task<BranchSwitched> DoAsync(string instanceId, SwitchBranch request, ProgressLine progress, CancellationToken cancellationToken)
    {
        FilePath repo = Folder(request.Repo);
        string branch = GitValues.Branch(request.Branch);
        string[] arguments = request.Create
            ? ["switch", "--quiet", "--create", branch, .. request.From is null ? (string[])[] : ["--no-track", GitValues.Revision(request.From, "from")]]
            : ["switch", "--quiet", "--guess", branch];
        using IDisposable turn = await locks.EnterAsync(instanceId, repo.ToString(), cancellationToken);
        await git.OutputAsync(GitRun.Of(instanceId, repo, arguments), cancellationToken);
        return new BranchSwitched(branch);
    }
}
