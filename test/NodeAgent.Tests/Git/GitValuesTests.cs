using Anchorage.NodeAgent.Git;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Tests.Git;

public sealed class GitValuesTests
{
    [Fact]
    public async Task Nothing_that_begins_with_a_dash_or_leads_elsewhere_comes_through()
    {
        await using GitRig rig = GitRig.OnFolder();
        await rig.RepositoryAsync("/work");
        foreach (string name in (string[])["-x", "--upload-pack=touch pwned", "", " ", "a..b", "a b", "HEAD^", "a:b", "@{u}", "a\nb", "a\0b", "/a", "refs//x", "x/-y", @"a\b", "@"])
        {
            (await rig.RefusalAsync(GitActions.Switch, new SwitchBranch("/work", name, true, null))).Code.ShouldBe("invalid_request", name);
            (await rig.RefusalAsync(GitActions.Switch, new SwitchBranch("/work", "fine", true, name))).Code.ShouldBe("invalid_request", name);
            (await rig.RefusalAsync(GitActions.Pull, new PullChanges("/work", name, null))).Code.ShouldBe("invalid_request", name);
            (await rig.RefusalAsync(GitActions.Pull, new PullChanges("/work", null, name))).Code.ShouldBe("invalid_request", name);
            (await rig.RefusalAsync(GitActions.Push, new PushChanges("/work", name, null, false))).Code.ShouldBe("invalid_request", name);
            (await rig.RefusalAsync(GitActions.Push, new PushChanges("/work", null, name, false))).Code.ShouldBe("invalid_request", name);
            (await rig.RefusalAsync(GitActions.Diff, new ReadDiff("/work", null, false, name))).Code.ShouldBe("invalid_request", name);
            (await rig.RefusalAsync(GitActions.Log, new ReadLog("/work", name, null, 1))).Code.ShouldBe("invalid_request", name);
            (await rig.RefusalAsync(GitActions.Clone, new CloneRepository("file:///x", "/new", name))).Code.ShouldBe("invalid_request", name);
        }

        foreach (string path in (string[])["../work", "/work/../work", "work", "/./work", "/wo\0rk", "", @"/\x2e\x2e"])
        {
            (await rig.RefusalAsync(GitActions.Status, new RepositoryPlace(path))).Code.ShouldBeOneOf(["invalid_request", "file_outside_root"], path);
            (await rig.RefusalAsync(GitActions.Init, new InitRepository(path))).Code.ShouldBeOneOf(["invalid_request", "file_outside_root"], path);
            (await rig.RefusalAsync(GitActions.Clone, new CloneRepository("file:///x", path, null))).Code.ShouldBeOneOf(["invalid_request", "file_outside_root"], path);
        }

        foreach (string file in (string[])["../x", "/etc/passwd", "a/../../x", "a\0b", "", ".", "./x"])
        {
            (await rig.RefusalAsync(GitActions.Stage, new StageFiles("/work", [file]))).Code.ShouldBeOneOf(["invalid_request", "file_outside_root"], file);
            (await rig.RefusalAsync(GitActions.Unstage, new StageFiles("/work", [file]))).Code.ShouldBeOneOf(["invalid_request", "file_outside_root"], file);
            (await rig.RefusalAsync(GitActions.Diff, new ReadDiff("/work", file, false, null))).Code.ShouldBeOneOf(["invalid_request", "file_outside_root"], file);
        }
    }

    [Fact, Trait("case", "D-29")]
    public async Task What_is_missing_is_named()
    {
        await using GitRig rig = GitRig.OnFolder();
        await rig.RepositoryAsync("/work");
        (await rig.RefusalAsync(GitActions.Stage, new StageFiles("/work", []))).Message.ShouldBe("files is empty: name at least one file.");
        (await rig.RefusalAsync(GitActions.Commit, new CommitChanges("/work", " \n", null))).Message.ShouldBe("message is blank: say what the commit changes.");
        foreach (string author in (string[])["", "Ann", "<a@b>", "-Ann <a@b>", "Ann <a@b> x", "Ann\n <a@b>", "Ann <a b>"])
        {
            (await rig.RefusalAsync(GitActions.Commit, new CommitChanges("/work", "x", author))).Message.ShouldStartWith("author must", customMessage: author);
        }

        (await rig.RefusalAsync("rebase", new RepositoryPlace("/work"))).Code.ShouldBe("unknown_request");
    }

    [Theory]
    [InlineData("https://example.org/a/b.git", true)]
    [InlineData("https://ann:secret@example.org/b.git", true)]
    [InlineData("ssh://git@example.org:2222/b.git", true)]
    [InlineData("git@example.org:a/b.git", true)]
    [InlineData("file:///srv/b.git", true)]
    [InlineData("http://example.org/b.git", false)]
    [InlineData("git://example.org/b.git", false)]
    [InlineData("ftp://example.org/b.git", false)]
    [InlineData("ext::sh -c id", false)]
    [InlineData("ext::id", false)]
    [InlineData("fd::17", false)]
    [InlineData("file://host/b.git", false)]
    [InlineData("/srv/b.git", false)]
    [InlineData("../b.git", false)]
    [InlineData("--upload-pack=id", false)]
    [InlineData("ssh://-oProxyCommand=id/b", false)]
    [InlineData("ssh://-x@example.org/b", false)]
    [InlineData("-x@example.org:b", false)]
    [InlineData("git@-x:b", false)]
    [InlineData("git@example.org:-b", false)]
    [InlineData("git@example.org::b", false)]
    [InlineData("https:///b", false)]
    [InlineData("https://example.org/a b", false)]
    [InlineData("", false)]
    public void Addresses_of_few_kinds_are_taken(string url, bool taken)
    {
        if (taken)
        {
            GitValues.Url(url).ShouldBe(url);
        }
        else
        {
            Should.Throw<LinkRequestException>(() => GitValues.Url(url)).Code.ShouldBeOneOf("git_url_refused", "invalid_request");
        }
    }

    [Theory]
    [InlineData("https://ann:secret@example.org/x", "https://***@example.org/x")]
    [InlineData("https://token@example.org/x", "https://***@example.org/x")]
    [InlineData("https://a:b@c@example.org/x", "https://***@example.org/x")]
    [InlineData("ssh://git@example.org/x", "ssh://git@example.org/x")]
    [InlineData("ssh://git:secret@example.org/x", "ssh://***@example.org/x")]
    [InlineData("git@example.org:x", "git@example.org:x")]
    [InlineData("fatal: unable to access 'https://u:p@h/x?token=abc&a=b': no", "fatal: unable to access 'https://***@h/x?token=***&a=b': no")]
    public void Secrets_are_masked(string text, string shown) => GitSecrets.Mask(text).ShouldBe(shown);
}
