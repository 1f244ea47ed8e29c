using System.Globalization;
using System.Text;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Git.Parsing;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git;

/// <summary>Looks at a repository in one go.</summary>
internal sealed class RepositoryReader(GitProgram git)
{
    private const int MaxOutput = 16 * 1024 * 1024;

    /// <summary>Its state, and whether it is a submodule of another.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="repo">Its top folder.</param>
    /// <param name="commits">How many commits are wanted.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    internal async Task<(RepositoryStatus Status, bool Submodule)> ReadAsync(string instanceId, FilePath repo, int commits, CancellationToken cancellationToken)
    {
        ProgramEnd end = await LookAsync(instanceId, repo, commits, "all", cancellationToken);

        // A folder with more files than can be told is told as a folder.
        end = end.Cut ? await LookAsync(instanceId, repo, commits, "normal", cancellationToken) : end;
        try
        {
            return Parse(repo, end.Output);
        }
        catch (FormatException e)
        {
            throw new LinkRequestException(GitErrors.Failed, end.Cut ? $"{repo} has more changes than can be listed." : $"Git's answer about {repo} is not understood: {e.Message}");
        }
    }

    /// <summary>Takes the answer of <see cref="GitScripts.Overview"/> apart.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static (RepositoryStatus Status, bool Submodule) Parse(FilePath repo, ReadOnlySpan<byte> output)
    {
        Records records = new(output);
        bool submodule = !records.Next().IsEmpty;
        List<GitRemote> remotes = HistoryText.RemotesOf(ref records);
        List<GitCommit> recent = HistoryText.Commits(ref records);
        (BranchState branch, List<GitFile> files) = StatusText.Parse(records.Rest);
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        RepositoryStatus status = new(
            repo.ToString(),
            branch,
            files.Count > RepositoryStatus.MostFiles ? files[..RepositoryStatus.MostFiles] : files,
            files.Count(f => f.Index is not ("unchanged" or "untracked" or "conflict")),
            files.Count(f => f.WorkingTree is not ("unchanged" or "conflict")),
            files.Count(f => f.Index == "conflict"),
            files.Count,
            remotes,
            recent);
        return (status, submodule);
    }

    private Task<ProgramEnd> LookAsync(string instanceId, FilePath repo, int commits, string untracked, CancellationToken cancellationToken) => git.RunAsync(
        new GitRun(
            instanceId,
            repo,
            GitProgram.WithSettings(
                [Encoding.UTF8.GetBytes(commits.ToString(CultureInfo.InvariantCulture))],
                [.. new[] { "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=" + untracked, "--ignore-submodules=none" }.Select(Encoding.UTF8.GetBytes)]))
        {
            Script = GitScripts.Overview,
            MaxOutput = MaxOutput,
            Reads = true,
        },
        cancellationToken);
}
