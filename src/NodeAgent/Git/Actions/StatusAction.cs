using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

internal sealed class StatusAction(RepositoryReader reader) : GitAction<RepositoryPlace, RepositoryStatus>(GitActions.Status)
{
    private const int RecentCommits = 10;

    /// <inheritdoc/>
    protected override async Task<RepositoryStatus> DoAsync(string instanceId, RepositoryPlace request, ProgressLine progress, CancellationToken cancellationToken) =>
        (await reader.ReadAsync(instanceId, Folder(request.Repo), RecentCommits, cancellationToken)).Status;
}
