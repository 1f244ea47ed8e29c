using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Tests.Git;

public sealed class LocalGitTests
{
    [Fact, Trait("case", "D-29")]
    public async Task A_repository_is_made_changed_and_read()
    {
        await using GitRig rig = GitRig.OnFolder();
        (await rig.AskAsync<RepositoryPlace>(GitActions.Init, new InitRepository("/work"))).Repo.ShouldBe("/work");
        (await rig.RefusalAsync(GitActions.Init, new InitRepository("/work"))).Code.ShouldBe("file_exists");
        RepositoryStatus fresh = await rig.StatusAsync("/work");
        fresh.Branch.ShouldBe(new BranchState("main", null, null, 0, 0));
        (fresh.Total, fresh.RecentCommits.Count, fresh.Remotes.Count).ShouldBe((0, 0, 0));
        (await rig.AskAsync<CommitLog>(GitActions.Log, new ReadLog("/work", null, null, 10))).Items.ShouldBeEmpty();

        rig.Write("/work/a.txt", "one\n");
        rig.Write("/work/sub/b.txt", "two\n");
        (await rig.StatusAsync("/work")).Files.ShouldBe([new GitFile("a.txt", null, "untracked", "untracked"), new GitFile("sub/b.txt", null, "untracked", "untracked")]);
        (await rig.AskAsync<DiffText>(GitActions.Diff, new ReadDiff("/work", "a.txt", false, null))).Text.ShouldContain("+one");

        StageResult staged = await rig.StageAsync("/work", "a.txt", "sub", "missing.txt");
        staged.Done.ShouldBe(["a.txt", "sub"]);
        staged.Failed.Single().Path.ShouldBe("missing.txt");
        StageResult unstaged = await rig.AskAsync<StageResult>(GitActions.Unstage, new StageFiles("/work", ["sub/b.txt"]));
        unstaged.Failed.ShouldBeEmpty();
        RepositoryStatus half = await rig.StatusAsync("/work");
        (half.StagedCount, half.UnstagedCount, half.Total).ShouldBe((1, 1, 2));

        // Nobody said who commits; the error says so, and an author that is given will do.
        (await rig.RefusalAsync(GitActions.Commit, new CommitChanges("/work", "x", null))).Code.ShouldBe("git_identity_missing");
        string first = await rig.CommitAsync("/work", "# first\n\nwhy");
        first.Length.ShouldBe(40);
        (await rig.ShellAsync("cd work; git log -1 --format='%H|%B|%an|%cn <%ce>'")).ShouldBe($"{first}|# first\n\nwhy\n|Ann|Ann <ann@example.org>");
        (await rig.RefusalAsync(GitActions.Commit, new CommitChanges("/work", "again", "Ann <ann@example.org>"))).Code.ShouldBe("git_nothing_to_commit");

        await rig.StageAsync("/work", "sub");
        string second = await rig.CommitAsync("/work", "second");
        rig.Write("/work/a.txt", "changed\n");
        (await rig.AskAsync<DiffText>(GitActions.Diff, new ReadDiff("/work", null, false, null))).Text.ShouldContain("-one\n+changed");
        (await rig.AskAsync<DiffText>(GitActions.Diff, new ReadDiff("/work", null, true, null))).Text.ShouldBeEmpty();
        (await rig.AskAsync<DiffText>(GitActions.Diff, new ReadDiff("/work", null, false, second))).Text.ShouldContain("+++ b/sub/b.txt");

        CommitLog page = await rig.AskAsync<CommitLog>(GitActions.Log, new ReadLog("/work", null, null, 1));
        (page.Items.Single().Hash, page.Items.Single().Message, page.Items.Single().Email).ShouldBe((second, "second", "ann@example.org"));
        CommitLog rest = await rig.AskAsync<CommitLog>(GitActions.Log, new ReadLog("/work", null, page.NextCursor, 1));
        (rest.Items.Single().Hash, rest.NextCursor).ShouldBe((first, null));
        (await rig.RefusalAsync(GitActions.Log, new ReadLog("/work", null, "HEAD.1", 1))).Code.ShouldBe("invalid_request");
    }

    [Fact]
    public async Task Branches_are_made_listed_and_switched()
    {
        await using GitRig rig = GitRig.OnFolder();
        string first = await rig.RepositoryAsync("/work");
        (await rig.AskAsync<BranchSwitched>(GitActions.Switch, new SwitchBranch("/work", "feature/one", true, null))).Branch.ShouldBe("feature/one");
        rig.Write("/work/file", "two\n");
        await rig.StageAsync("/work", "file");
        await rig.CommitAsync("/work", "second");
        await rig.AskAsync<BranchSwitched>(GitActions.Switch, new SwitchBranch("/work", "old", true, first));
        BranchList list = await rig.AskAsync<BranchList>(GitActions.Branches, new ListBranches("/work", true));
        list.Items.Select(b => (b.Name, b.Current, b.Message)).ShouldBe([("feature/one", false, "second"), ("main", false, "first"), ("old", true, "first")]);

        (await rig.RefusalAsync(GitActions.Switch, new SwitchBranch("/work", "main", true, null))).Code.ShouldBe("git_branch_exists");
        (await rig.RefusalAsync(GitActions.Switch, new SwitchBranch("/work", "nowhere", false, null))).Code.ShouldBe("git_ref_not_found");
        rig.Write("/work/file", "mine\n");
        LinkRequestException changed = await rig.RefusalAsync(GitActions.Switch, new SwitchBranch("/work", "feature/one", false, null));
        changed.Code.ShouldBe("git_local_changes");
        changed.Message.ShouldContain("file");
        (await rig.RefusalAsync(GitActions.Diff, new ReadDiff("/work", null, false, "0123456789012345678901234567890123456789"))).Code.ShouldBe("git_ref_not_found");
    }

    [Fact]
    public async Task Repositories_are_found_and_a_broken_one_says_what_is_wrong()
    {
        await using GitRig rig = GitRig.OnFolder();
        await rig.RepositoryAsync("/src/clean");
        await rig.RepositoryAsync("/src/deep/er/changed");
        rig.Write("/src/deep/er/changed/new", "x");
        await rig.RepositoryAsync("/src/node_modules/left-out");
        await rig.RepositoryAsync("/src/.hidden/left-out");
        await rig.RepositoryAsync("/src/broken");
        await rig.ShellAsync("rm -rf src/broken/.git/*; cd src/clean; git remote add origin https://ann:secret@example.org/x.git?access_token=abc; git remote add other ssh://git@example.org/y.git");
        await rig.ShellAsync("git -C src/clean -c protocol.file.allow=always submodule --quiet add $PWD/src/deep/er/changed sub; git -C src/clean -c user.name=a -c user.email=b@c commit -qm sub");
        RepositoryList list = await rig.AskAsync<RepositoryList>(GitActions.Discover, new DiscoverRepositories("/src", 5, false));
        list.Items.Select(r => (r.RelativePath, r.HasChanges)).ShouldBe([("deep/er/changed", true), ("broken", false), ("clean", false)]);
        list.Items[0].Branch.ShouldBe("main");
        list.Items[1].Error.ShouldNotBeNull();
        list.Items[2].RemoteUrl.ShouldBe("https://***@example.org/x.git?access_token=***");
        (await rig.StatusAsync("/src/clean")).Remotes.ShouldBe([new GitRemote("origin", "https://***@example.org/x.git?access_token=***"), new GitRemote("other", "ssh://git@example.org/y.git")]);
        (await rig.AskAsync<RepositoryList>(GitActions.Discover, new DiscoverRepositories("/src", 5, true))).Items.ShouldContain(r => r.RelativePath == "clean/sub");
        (await rig.AskAsync<RepositoryList>(GitActions.Discover, new DiscoverRepositories("/src", 1, false))).Count.ShouldBe(2);
        (await rig.AskAsync<RepositoryList>(GitActions.Discover, new DiscoverRepositories("/src/clean", 0, false))).Items.Single().RelativePath.ShouldBe(".");
        (await rig.RefusalAsync(GitActions.Discover, new DiscoverRepositories("/nowhere", 5, false))).Code.ShouldBe("file_not_found");

        // No repository, and no more a folder inside of one, though git itself would take that.
        (await rig.RefusalAsync(GitActions.Status, new RepositoryPlace("/src"))).Code.ShouldBe("git_not_repository");
        (await rig.RefusalAsync(GitActions.Status, new RepositoryPlace("/src/deep/er"))).Code.ShouldBe("git_not_repository");
        rig.Write("/src/clean/folder/x", "x");
        (await rig.RefusalAsync(GitActions.Stage, new StageFiles("/src/clean/folder", ["x"]))).Code.ShouldBe("git_not_repository");
    }

    [Fact]
    public async Task Every_name_that_a_file_can_have_round_trips()
    {
        await using GitRig rig = GitRig.OnFolder();
        string[] names = ["-rf", "with space", "quo\"te's", "tab\there", "line\nbreak", "ümläut", @"back\\slash", @"\xff\xfe", ":(glob)*", "a*b", "$(touch pwned)", " lead", "-dir/-file"];
        await rig.AskAsync<RepositoryPlace>(GitActions.Init, new InitRepository(@"/odd \xff name"));
        await rig.ShellAsync(@"cd $'odd \xff name'; mkdir -- -dir; for n in -rf 'with space' 'quo""te'\''s' $'tab\there' $'line\nbreak' ümläut 'back\slash' $'\xff\xfe' ':(glob)*' 'a*b' '$(touch pwned)' ' lead' -dir/-file other; do echo content > ""./$n""; done");
        (await rig.StatusAsync(@"/odd \xff name")).Files.Select(f => f.Path).ShouldBe([.. names, "other"], ignoreOrder: true);
        foreach (string name in names)
        {
            (await rig.AskAsync<DiffText>(GitActions.Diff, new ReadDiff(@"/odd \xff name", name, false, null))).Text.ShouldContain("+content", customMessage: name);
        }

        (await rig.StageAsync(@"/odd \xff name", names)).Failed.ShouldBeEmpty();
        RepositoryStatus status = await rig.StatusAsync(@"/odd \xff name");
        status.Files.Where(f => f.Index == "added").Select(f => f.Path).ShouldBe(names, ignoreOrder: true);
        status.Files.Single(f => f.Index == "untracked").Path.ShouldBe("other");
        (await rig.AskAsync<RepositoryList>(GitActions.Discover, new DiscoverRepositories("/", 3, false))).Items.Single().Path.ShouldBe(@"/odd \xff name");
        File.Exists(rig.Path + "/pwned").ShouldBeFalse();
    }

    [Fact]
    public async Task Changes_wait_for_each_other_and_a_lock_of_somebody_else_is_said()
    {
        await using GitRig rig = GitRig.OnFolder();
        await rig.RepositoryAsync("/work");
        string[] names = [.. Enumerable.Range(0, 12).Select(i => $"f{i}")];
        foreach (string name in names)
        {
            rig.Write("/work/" + name, "x");
        }

        await Task.WhenAll(names.Select(n => rig.StageAsync("/work", n)));
        (await rig.StatusAsync("/work")).StagedCount.ShouldBe(names.Length);
        rig.Write("/work/.git/index.lock", "");
        (await rig.RefusalAsync(GitActions.Commit, new CommitChanges("/work", "x", "Ann <ann@example.org>"))).Code.ShouldBe("git_busy");
        (await rig.StatusAsync("/work")).StagedCount.ShouldBe(names.Length);
    }

    [Fact]
    public async Task A_long_difference_is_cut_at_a_line_and_says_so()
    {
        await using GitRig rig = GitRig.OnFolder(o => o.MaxDiffBytes = 16 * 1024);
        await rig.RepositoryAsync("/work");
        rig.Write("/work/file", string.Concat(Enumerable.Range(0, 5000).Select(i => $"line {i}\n")));
        DiffText diff = await rig.AskAsync<DiffText>(GitActions.Diff, new ReadDiff("/work", null, false, null));
        diff.Cut.ShouldBeTrue();
        diff.Text.Length.ShouldBeInRange(15 * 1024, 16 * 1024);
        diff.Text.ShouldEndWith("\n");
    }
}
