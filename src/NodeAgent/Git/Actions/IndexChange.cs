using System.Text;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

/// <summary>Moves files into the index or out of it. Names go by standard input, so every name that a file can have is possible and none is an option.</summary>
internal abstract class IndexChange(GitProgram git, RepositoryLocks locks, string action, params string[] command) : GitAction<StageFiles, StageResult>(action)
{
    private const int MostTries = 50;

    /// <inheritdoc/>
    protected override async Task<StageResult> DoAsync(string instanceId, StageFiles request, ProgressLine progress, CancellationToken cancellationToken)
    {
        FilePath repo = Folder(request.Repo);
        List<(string Text, byte[] Bytes)> files = [.. GitValues.Files(request.Files)];
        List<FailedFile> failed = [];
        using IDisposable turn = await locks.EnterAsync(instanceId, repo.ToString(), cancellationToken);
        for (int tries = 1; files.Count > 0; tries++)
        {
            try
            {
                await git.OutputAsync(
                    GitRun.Of(instanceId, repo, [.. command, "--pathspec-from-file=-", "--pathspec-file-nul"]) with
                    {
                        Input = files.SelectMany(f => f.Bytes.Append((byte)0)).ToArray(),
                        Environment = ["GIT_LITERAL_PATHSPECS=1"],
                    },
                    cancellationToken);
                break;
            }
            catch (LinkRequestException e) when (tries < MostTries && files.RemoveAll(f => Names(e.Message, f.Bytes, failed, f.Text)) > 0)
            {
                // Git does all or nothing: the others are tried without those that it named.
            }
        }

        return new StageResult([.. files.Select(f => f.Text)], failed);
    }

    private static bool Names(string message, byte[] path, List<FailedFile> failed, string text)
    {
        string name = Encoding.UTF8.GetString(path);
        if (message.Contains($"pathspec '{name}' did not match", StringComparison.Ordinal))
        {
            failed.Add(new FailedFile(text, "There is no such file, and git knows none."));
            return true;
        }

        if (message.Contains("are ignored by one of your .gitignore files", StringComparison.Ordinal) && message.Split("; ").Contains(name[2..], StringComparer.Ordinal))
        {
            failed.Add(new FailedFile(text, "A .gitignore file excludes it."));
            return true;
        }

        return false;
    }
}
