using System.Text;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

/// <summary>Commits what is staged. Where the instance's user has no name, an author that was given stands for the committer too.</summary>
internal sealed class CommitAction(GitProgram git, RepositoryLocks locks) : GitAction<CommitChanges, CommitMade>(GitActions.Commit)
{
    /// <inheritdoc/>
    protected override async Task<CommitMade> DoAsync(string instanceId, CommitChanges request, ProgressLine progress, CancellationToken cancellationToken)
    {
        FilePath repo = Folder(request.Repo);
        byte[] message = GitValues.Message(request.Message);
        (string Name, string Email)? author = GitValues.Author(request.Author);
        string[] arguments = ["commit", "--quiet", "--cleanup=whitespace", "--file=-", .. author is null ? (string[])[] : [$"--author={request.Author}"]];
        GitRun run = new(instanceId, repo, GitProgram.WithSettings([], [.. arguments.Select(Encoding.UTF8.GetBytes)])) { Script = GitScripts.Commit, Input = message };
        using IDisposable turn = await locks.EnterAsync(instanceId, repo.ToString(), cancellationToken);
        ProgramEnd end;
        try
        {
            end = await git.RunAsync(run, cancellationToken);
        }
        catch (LinkRequestException e) when (e.Code == GitErrors.IdentityMissing && author is { } who)
        {
            end = await git.RunAsync(run with { Environment = [$"GIT_COMMITTER_NAME={who.Name}", $"GIT_COMMITTER_EMAIL={who.Email}"] }, cancellationToken);
        }

        return new CommitMade(Encoding.UTF8.GetString(end.Output).TrimEnd().Split('\n')[^1]);
    }
}
