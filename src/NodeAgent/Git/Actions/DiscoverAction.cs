using System.Globalization;
using System.Text;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Git.Parsing;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

/// <summary>Finds repositories and says of each how it stands. One that is broken is listed with what is wrong.</summary>
internal sealed class DiscoverAction(GitProgram git, RepositoryReader reader, GitOptions options, TimeProvider time)
    : GitAction<DiscoverRepositories, RepositoryList>(GitActions.Discover)
{
    private const int AtOnce = 4;
    private const int MaxDepth = 20;

    /// <inheritdoc/>
    protected override async Task<RepositoryList> DoAsync(string instanceId, DiscoverRepositories request, ProgressLine progress, CancellationToken cancellationToken)
    {
        FilePath folder = FilePath.Parse(request.Path);
        if (request.Depth is < 0 or > MaxDepth)
        {
            throw GitValues.Invalid("depth", $"must be 0 to {MaxDepth}");
        }

        ProgramEnd end = await git.RunAsync(
            new GitRun(instanceId, folder, [Encoding.UTF8.GetBytes((request.Depth + 1).ToString(CultureInfo.InvariantCulture))])
            {
                Script = GitScripts.Find,
                Reads = true,

                // 1: some folder may not be read, the others were.
                Accepts = [0, 1],
            },
            cancellationToken);
        List<FilePath> places = Places(folder, end.Output);
        bool cut = end.Cut || places.Count > options.MaxRepositories;
        places = [.. places.Take(options.MaxRepositories)];

        GitRepository?[] found = new GitRepository?[places.Count];
        await Parallel.ForAsync(0, places.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            found[i] = await LookAsync(instanceId, folder, places[i], request.Submodules, token));
        GitRepository[] items = [.. found.OfType<GitRepository>().OrderByDescending(r => r.HasChanges).ThenBy(r => r.Path, StringComparer.Ordinal)];
        return new RepositoryList(items, items.Length, cut);
    }

    /// <summary>Folders that hold a <c>.git</c>.</summary>
    private static List<FilePath> Places(FilePath folder, ReadOnlySpan<byte> output)
    {
        List<FilePath> places = [];
        Records records = new(output);
        while (!records.AtEnd && records.Rest.Contains((byte)0))
        {
            if (records.Next() is [(byte)'.', (byte)'/', .. var name])
            {
                FilePath inside = FilePath.FromBytes(name).Parent;
                places.Add(FilePath.FromBytes([.. folder.ToBytes(), .. inside.ToBytes()]));
            }
        }

        places.Sort((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));
        return places;
    }

    private async Task<GitRepository?> LookAsync(string instanceId, FilePath folder, FilePath repo, bool submodules, CancellationToken cancellationToken)
    {
        string path = repo.ToString();
        string relative = repo.Names.Count == folder.Names.Count ? "." : path[(folder.IsRoot ? 1 : folder.ToString().Length + 1)..];
        string name = repo.IsRoot ? "/" : Protocol.Files.PathText.Encode(repo.Name);
        try
        {
            (RepositoryStatus status, bool submodule) = await reader.ReadAsync(instanceId, repo, 0, cancellationToken);
            GitRemote? remote = status.Remotes.FirstOrDefault(r => r.Name == "origin") ?? status.Remotes.FirstOrDefault();
            return submodule && !submodules ? null : new GitRepository(
                path, relative, name, status.Branch.Current, remote?.Url, status.Total > 0, status.Total, status.Branch.Ahead, status.Branch.Behind, time.GetUtcNow(), null);
        }
        catch (LinkRequestException e) when (e.Code.StartsWith("git_", StringComparison.Ordinal) && e.Code != GitErrors.Missing)
        {
            return new GitRepository(path, relative, name, null, null, false, 0, 0, 0, time.GetUtcNow(), e.Message);
        }
    }
}
