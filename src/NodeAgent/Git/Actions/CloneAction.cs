using System.Text;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

/// <summary>Copies a repository from elsewhere into a new folder, without its submodules: their addresses are somebody else's.</summary>
internal sealed class CloneAction(GitProgram git, RepositoryLocks locks) : GitAction<CloneRepository, RepositoryPlace>(GitActions.Clone)
{
    /// <inheritdoc/>
    protected override async Task<RepositoryPlace> DoAsync(string instanceId, CloneRepository request, ProgressLine progress, CancellationToken cancellationToken)
    {
        string url = GitValues.Url(request.Url);
        FilePath path = Folder(request.Path);
        if (path.IsRoot)
        {
            throw GitValues.Invalid("path", "names the root folder");
        }

        string[] branch = request.Branch is null ? [] : ["--branch", GitValues.Branch(request.Branch)];
        IReadOnlyList<byte[]> arguments = [.. new[] { "clone", "--progress", "--no-recurse-submodules" }.Concat(branch).Append("--").Append(url).Select(Encoding.UTF8.GetBytes), [.. "./"u8, .. path.Name]];
        using IDisposable turn = await locks.EnterAsync(instanceId, path.ToString(), cancellationToken);
        await git.RunAsync(
            new GitRun(instanceId, path.Parent, GitProgram.WithSettings([path.Name], arguments))
            {
                Script = GitScripts.NewFolder,
                Target = path,
                Remote = true,
                OnError = progress.Add,
            },
            cancellationToken);
        return new RepositoryPlace(path.ToString());
    }
}
