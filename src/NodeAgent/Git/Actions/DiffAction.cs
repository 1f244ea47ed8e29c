using System.Text;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

/// <summary>Shows what differs, by git's own means alone: no program that a repository names is run for it.</summary>
internal sealed class DiffAction(GitProgram git, GitOptions options) : GitAction<ReadDiff, DiffText>(GitActions.Diff)
{
    private static readonly string[] Plain = ["--no-ext-diff", "--no-textconv", "--no-color", "--find-renames", "--submodule=short"];

    /// <inheritdoc/>
    protected override async Task<DiffText> DoAsync(string instanceId, ReadDiff request, ProgressLine progress, CancellationToken cancellationToken)
    {
        FilePath repo = Folder(request.Repo);
        byte[]? path = request.Path is null ? null : GitValues.File(request.Path);
        string[] command = request.Commit is not null ? ["show", "--format=", "--first-parent", .. Plain, "--end-of-options", GitValues.Revision(request.Commit, "commit")]
            : request.Staged ? ["diff", "--cached", .. Plain]
            : ["diff", .. Plain];
        ProgramEnd end = await RunAsync(instanceId, repo, command, path, [0], cancellationToken);
        if (end.Output.Length == 0 && path is not null && !request.Staged && request.Commit is null && await IsNewAsync(instanceId, repo, path, cancellationToken))
        {
            // What git does not know yet is compared with nothing; 1 says that there is a difference.
            end = await RunAsync(instanceId, repo, ["diff", "--no-index", .. Plain], path, [0, 1], cancellationToken, "/dev/null");
        }

        return new DiffText(Encoding.UTF8.GetString(Whole(end)), end.Cut);
    }

    /// <summary>A text that was cut ends with a whole line.</summary>
    private static ReadOnlySpan<byte> Whole(ProgramEnd end) => end.Cut ? end.Output.AsSpan(0, end.Output.AsSpan().LastIndexOf((byte)'\n') + 1) : end.Output;

    private async Task<bool> IsNewAsync(string instanceId, FilePath repo, byte[] path, CancellationToken cancellationToken) =>
        (await RunAsync(instanceId, repo, ["ls-files", "--others", "--exclude-standard", "-z"], path, [0], cancellationToken)).Output.AsSpan().Count((byte)0) == 1;

    private Task<ProgramEnd> RunAsync(
        string instanceId, FilePath repo, string[] command, byte[]? path, IReadOnlyList<int> accepts, CancellationToken cancellationToken, params string[] before)
    {
        IReadOnlyList<byte[]> arguments = [.. command.Append("--").Concat(before).Select(Encoding.UTF8.GetBytes), .. path is null ? (IEnumerable<byte[]>)[] : [path]];
        return git.RunAsync(
            new GitRun(instanceId, repo, GitProgram.WithSettings([], arguments))
            {
                MaxOutput = options.MaxDiffBytes,
                Reads = true,
                Accepts = accepts,
                Environment = ["GIT_LITERAL_PATHSPECS=1"],
            },
            cancellationToken);
    }
}
