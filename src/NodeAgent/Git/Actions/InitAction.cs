using System.Text;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

internal sealed class InitAction(GitProgram git, RepositoryLocks locks) : GitAction<InitRepository, RepositoryPlace>(GitActions.Init)
{
    /// <inheritdoc/>
    protected override async Task<RepositoryPlace> DoAsync(string instanceId, InitRepository request, ProgressLine progress, CancellationToken cancellationToken)
    {
        FilePath path = Folder(request.Path);
        if (path.IsRoot)
        {
            throw GitValues.Invalid("path", "names the root folder");
        }

        using IDisposable turn = await locks.EnterAsync(instanceId, path.ToString(), cancellationToken);
        await git.RunAsync(
            new GitRun(instanceId, path.Parent, GitProgram.WithSettings([path.Name], [.. new[] { "-c", "init.defaultBranch=main", "init", "--quiet" }.Select(Encoding.UTF8.GetBytes)]))
            {
                Script = GitScripts.MakeFolder,
                Target = path,
            },
            cancellationToken);
        return new RepositoryPlace(path.ToString());
    }
}
