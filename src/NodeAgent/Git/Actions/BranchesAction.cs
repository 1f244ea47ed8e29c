using Anchorage.NodeAgent.Git.Parsing;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

internal sealed class BranchesAction(GitProgram git) : GitAction<ListBranches, BranchList>(GitActions.Branches)
{
    private const int MostBranches = 5000;

    /// <inheritdoc/>
    protected override async Task<BranchList> DoAsync(string instanceId, ListBranches request, ProgressLine progress, CancellationToken cancellationToken)
    {
        string[] places = request.Remote ? ["refs/heads", "refs/remotes"] : ["refs/heads"];
        byte[] output = await git.OutputAsync(
            GitRun.Of(instanceId, Folder(request.Repo), ["for-each-ref", "--count=10000", "--sort=refname", HistoryText.BranchFormat, .. places]) with { Reads = true }, cancellationToken);
        return new BranchList([.. HistoryText.Branches(output, MostBranches)]);
    }
}
