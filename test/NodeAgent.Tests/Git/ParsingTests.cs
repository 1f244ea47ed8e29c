using System.Text;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Git;
using Anchorage.NodeAgent.Git.Parsing;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Tests.Git;

public sealed class ParsingTests
{
    private const string Hash = "0123456789012345678901234567890123456789";

    [Fact]
    public void A_status_is_read()
    {
        string text = $"# branch.oid {Hash}\0# branch.head main\0# branch.upstream origin/main\0# branch.ab +3 -12\0# stash 1\0"
            + $"1 M. N... 100644 100644 100644 {Hash} {Hash} a b\0"
            + $"1 .D N... 100644 100644 000000 {Hash} {Hash} gone\n\0"
            + $"2 RM N... 100644 100644 100644 {Hash} {Hash} R100 new name\0old name\0"
            + $"u UU N... 100644 100644 100644 100644 {Hash} {Hash} {Hash} both\0"
            + "? new\0! ignored\0";
        (BranchState branch, List<GitFile> files) = StatusText.Parse(Encoding.UTF8.GetBytes(text));
        branch.ShouldBe(new BranchState("main", Hash, "origin/main", 3, 12));
        files.ShouldBe(
        [
            new GitFile("a b", null, "modified", "unchanged"), new GitFile("gone\n", null, "unchanged", "deleted"), new GitFile("new name", "old name", "renamed", "modified"),
            new GitFile("both", null, "conflict", "conflict"), new GitFile("new", null, "untracked", "untracked"),
        ]);
    }

    [Fact]
    public void Any_name_comes_out_as_it_went_in()
    {
        Random random = new(4711);
        for (int round = 0; round < 2000; round++)
        {
            byte[] name = Name(random);
            byte[] old = Name(random);
            byte[] output = [.. Encoding.UTF8.GetBytes($"1 .M N... 1 1 1 {Hash} {Hash} "), .. name, 0, .. Encoding.UTF8.GetBytes($"2 C. N... 1 1 1 {Hash} {Hash} C75 "), .. name, 0, .. old, 0, .. "? "u8, .. old, 0];
            List<GitFile> files = StatusText.Parse(output).Files;
            files.Select(f => PathText.Decode(f.Path)).ShouldBe([name, name, old]);
            PathText.Decode(files[1].OriginalPath!).ShouldBe(old);
        }
    }

    [Fact]
    public void Whatever_git_prints_is_read_or_refused()
    {
        Random random = new(42);
        byte[] good = Encoding.UTF8.GetBytes(
            $"\0remote.origin.url\nhttps://a:b@c/d\0\0c\0{Hash}\0subject\0Ann\0a@b\0002026-01-02T03:04:05+01:00\0\0# branch.oid {Hash}\0# branch.head main\0# branch.ab +1 -2\0"
            + $"1 M. N... 1 1 1 {Hash} {Hash} a\0" + $"2 RM N... 1 1 1 {Hash} {Hash} R100 b\0c\0? d\0");
        RepositoryReader.Parse(FilePath.Parse("/x"), good).Status.RecentCommits.Single().Date.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)));
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. good];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            bytes = bytes[..random.Next(bytes.Length + 1)];
            try
            {
                RepositoryReader.Parse(FilePath.Parse("/x"), bytes);
                HistoryText.Branches(bytes, 10);
            }
            catch (FormatException)
            {
                // Refused.
            }
        }
    }

    private static byte[] Name(Random random)
    {
        byte[] name = new byte[random.Next(1, 40)];
        random.NextBytes(name);
        return [.. name.Select(b => b == 0 ? (byte)'\n' : b)];
    }
}
