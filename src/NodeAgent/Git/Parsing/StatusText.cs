using System.Globalization;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git.Parsing;

/// <summary>Reads what <c>git status --porcelain=v2 --branch -z</c> prints. Names are bytes; they become text as all names do.</summary>
internal static class StatusText
{
    private const int FieldsOfChange = 8;
    private const int FieldsOfRename = 9;
    private const int FieldsOfConflict = 10;

    /// <summary>Branch and files.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static (BranchState Branch, List<GitFile> Files) Parse(ReadOnlySpan<byte> output)
    {
        Dictionary<string, string> branch = new(StringComparer.Ordinal);
        List<GitFile> files = [];
        Records records = new(output);
        while (!records.AtEnd)
        {
            ReadOnlySpan<byte> record = records.Next();
            switch (record)
            {
                case [(byte)'#', (byte)' ', ..]:
                    Header(PathText.Encode(record[2..]), branch);
                    break;
                case [(byte)'1', (byte)' ', ..]:
                    files.Add(Change(record, After(record, FieldsOfChange), null));
                    break;
                case [(byte)'2', (byte)' ', ..]:
                    files.Add(Change(record, After(record, FieldsOfRename), records.Next()));
                    break;
                case [(byte)'u', (byte)' ', ..]:
                    files.Add(new GitFile(PathText.Encode(After(record, FieldsOfConflict)), null, "conflict", "conflict"));
                    break;
                case [(byte)'?', (byte)' ', .. var path]:
                    files.Add(new GitFile(PathText.Encode(path), null, "untracked", "untracked"));
                    break;
                case [(byte)'!', (byte)' ', ..]:
                    break;
                default:
                    throw new FormatException("A record of the status is of no known kind.");
            }
        }

        return (State(branch), files);
    }

    private static GitFile Change(ReadOnlySpan<byte> record, ReadOnlySpan<byte> path, ReadOnlySpan<byte> original) => new(
        PathText.Encode(path), original.IsEmpty ? null : PathText.Encode(original), Word(record[2]), Word(record[3]));

    private static string Word(byte letter) => letter switch
    {
        (byte)'.' => "unchanged",
        (byte)'M' => "modified",
        (byte)'A' => "added",
        (byte)'D' => "deleted",
        (byte)'R' => "renamed",
        (byte)'C' => "copied",
        (byte)'T' => "typeChanged",
        (byte)'U' => "conflict",
        _ => throw new FormatException("A state of a file is of no known kind."),
    };

    /// <summary>What stands behind so many fields, each ended by a space. The rest is a name and may hold spaces.</summary>
    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> record, int fields)
    {
        for (; fields > 0; fields--)
        {
            int space = record.IndexOf((byte)' ');
            if (space < 0)
            {
                throw new FormatException("A record of the status is too short.");
            }

            record = record[(space + 1)..];
        }

        return record.IsEmpty ? throw new FormatException("A record of the status names no file.") : record;
    }

    private static void Header(string text, Dictionary<string, string> branch)
    {
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0)
        {
            branch[text[..space]] = text[(space + 1)..];
        }
    }

    private static BranchState State(Dictionary<string, string> branch)
    {
        (int ahead, int behind) = (0, 0);
        if (branch.GetValueOrDefault("branch.ab")?.Split(' ') is [['+', .. var more], ['-', .. var less]])
        {
            (ahead, behind) = (Number(more), Number(less));
        }

        return new BranchState(
            branch.GetValueOrDefault("branch.head") is { } head and not "(detached)" ? head : null,
            branch.GetValueOrDefault("branch.oid") is { } oid and not "(initial)" ? oid : null,
            branch.GetValueOrDefault("branch.upstream"),
            ahead,
            behind);
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw new FormatException("A count of the status is no number.");
}
