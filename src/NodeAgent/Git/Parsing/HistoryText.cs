using System.Globalization;
using System.Text;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Parsing;

/// <summary>Reads commits and branches, in the forms that are asked for here.</summary>
internal static class HistoryText
{
    /// <summary>What is asked of <c>git log -z</c>: six records for each commit.</summary>
    internal const string CommitFormat = "--format=c%x00%H%x00%s%x00%an%x00%ae%x00%aI";

    /// <summary>What is asked of <c>git for-each-ref</c>: seven records for each branch; the line break that git adds begins the next one.</summary>
    internal const string BranchFormat = "--format=%(refname)%00%(objectname)%00%(upstream)%00%(HEAD)%00%(committerdate:iso-strict)%00%(symref)%00%(contents:subject)%00";

    private const string Heads = "refs/heads/";
    private const string Remotes = "refs/remotes/";

    /// <summary>Commits up to the end, or up to an empty record where one follows.</summary>
    /// <exception cref="FormatException">It is no history.</exception>
    internal static List<GitCommit> Commits(ref Records records)
    {
        List<GitCommit> commits = [];
        while (!records.AtEnd && records.Next() is { IsEmpty: false } mark)
        {
            if (!mark.SequenceEqual("c"u8))
            {
                throw new FormatException("A commit does not begin as one.");
            }

            commits.Add(new GitCommit(Text(records.Next()), Text(records.Next()), Text(records.Next()), Text(records.Next()), Time(Text(records.Next())) ?? default));
        }

        return commits;
    }

    /// <summary>Branches.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    internal static List<GitBranch> Branches(ReadOnlySpan<byte> output, int most)
    {
        List<GitBranch> branches = [];
        Records records = new(output);
        while (records.Rest.Length > 1 && branches.Count < most)
        {
            string reference = Text(records.Next()).TrimStart('\n');
            (string hash, string upstream, bool current) = (Text(records.Next()), Text(records.Next()), records.Next().SequenceEqual("*"u8));
            (DateTimeOffset? date, bool alias) = (Time(Text(records.Next())), !records.Next().IsEmpty);
            string message = Text(records.Next());
            bool remote = reference.StartsWith(Remotes, StringComparison.Ordinal);
            if (!alias && (remote || reference.StartsWith(Heads, StringComparison.Ordinal)))
            {
                branches.Add(new GitBranch(Short(reference), remote, current, hash, upstream.Length == 0 ? null : Short(upstream), message, date));
            }
        }

        return branches;
    }

    /// <summary>Names and addresses of remotes, up to an empty record.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    internal static List<GitRemote> RemotesOf(ref Records records)
    {
        List<GitRemote> remotes = [];
        while (records.Next() is { IsEmpty: false } record)
        {
            string text = Text(record);
            int line = text.IndexOf('\n', StringComparison.Ordinal);
            string key = line < 0 ? text : text[..line];
            if (key.StartsWith("remote.", StringComparison.Ordinal) && key.EndsWith(".url", StringComparison.Ordinal) && key.Length > "remote..url".Length)
            {
                remotes.Add(new GitRemote(key["remote.".Length..^".url".Length], GitSecrets.Mask(line < 0 ? string.Empty : text[(line + 1)..])));
            }
        }

        return remotes;
    }

    private static string Short(string reference) =>
        reference.StartsWith(Heads, StringComparison.Ordinal) ? reference[Heads.Length..] : reference.StartsWith(Remotes, StringComparison.Ordinal) ? reference[Remotes.Length..] : reference;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time) ? time : null;

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
