using System.Globalization;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Git.Parsing;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Actions;

/// <summary>Reads history. The cursor names the commit that the first page began with, so that new commits do not shift the pages.</summary>
internal sealed class LogAction(GitProgram git) : GitAction<ReadLog, CommitLog>(GitActions.Log)
{
    private const int MaxLimit = 200;

    /// <inheritdoc/>
    protected override async Task<CommitLog> DoAsync(string instanceId, ReadLog request, ProgressLine progress, CancellationToken cancellationToken)
    {
        FilePath repo = Folder(request.Repo);
        if (request.Limit is < 1 or > MaxLimit)
        {
            throw GitValues.Invalid("limit", $"must be 1 to {MaxLimit}");
        }

        (string from, int skip) = request.Cursor is null ? (request.Ref is null ? "HEAD" : GitValues.Revision(request.Ref, "ref"), 0) : Cursor(request.Cursor);
        byte[] output;
        try
        {
            output = await git.OutputAsync(
                GitRun.Of(
                    instanceId, repo, "log", "-z", "--no-show-signature", HistoryText.CommitFormat, "-n", Number(request.Limit + 1), "--skip", Number(skip), "--end-of-options", from, "--") with { Reads = true },
                cancellationToken);
        }
        catch (LinkRequestException e) when (e.Code == GitErrors.RefNotFound && from == "HEAD")
        {
            // Nothing was committed yet.
            return new CommitLog([], null);
        }

        Records records = new(output);
        List<GitCommit> commits = HistoryText.Commits(ref records);
        return commits.Count <= request.Limit
            ? new CommitLog(commits, null)
            : new CommitLog(commits[..request.Limit], $"{(skip == 0 ? commits[0].Hash : from)}.{Number(skip + request.Limit)}");
    }

    private static (string From, int Skip) Cursor(string text) =>
        text.Split('.') is [{ Length: 40 or 64 } hash, var skip] && hash.All(char.IsAsciiHexDigitLower) && int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? (hash, number)
            : throw GitValues.Invalid("cursor", "is none of this list");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
