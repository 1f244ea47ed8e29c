using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Tests.Git;

public sealed class RemoteGitTests
{
    [Fact, Trait("case", "D-29")]
    public async Task What_is_pushed_is_pulled_and_a_rejected_push_says_so()
    {
        await using GitRig rig = GitRig.OnFolder();
        string first = await rig.RepositoryAsync("/ann");
        await rig.ShellAsync("git init -q --bare -b main hub.git; git -C ann remote add origin file://$PWD/hub.git");
        (await PushAsync(rig, "/ann")).ShouldBe(new PushResult(true, "origin", "main"));
        (await PushAsync(rig, "/ann")).Updated.ShouldBeFalse();
        (await rig.StatusAsync("/ann")).Branch.ShouldBe(new BranchState("main", first, "origin/main", 0, 0));

        string hub = $"file://{rig.Path}/hub.git";
        (await rig.AskAsync<RepositoryPlace>(GitActions.Clone, new CloneRepository(hub, "/ben", "main"))).Repo.ShouldBe("/ben");
        (await rig.RefusalAsync(GitActions.Clone, new CloneRepository(hub, "/ben", null))).Code.ShouldBe("file_exists");
        (await rig.RefusalAsync(GitActions.Clone, new CloneRepository(hub, "/other", "nowhere"))).Code.ShouldBe("git_ref_not_found");
        string second = await ChangeAsync(rig, "/ben", "file", "two\n");
        (await rig.StatusAsync("/ben")).Branch.Ahead.ShouldBe(1);
        await PushAsync(rig, "/ben");
        (await PullAsync(rig, "/ann")).ShouldBe(new PullResult(true, second));
        (await PullAsync(rig, "/ann")).ShouldBe(new PullResult(false, second));

        // Both went on: the push is rejected, the pull brings both together where that is possible.
        await ChangeAsync(rig, "/ben", "of-ben", "x");
        await PushAsync(rig, "/ben");
        string mine = await ChangeAsync(rig, "/ann", "of-ann", "x");
        LinkRequestException rejected = await rig.RefusalAsync(GitActions.Push, new PushChanges("/ann", null, null, false));
        rejected.Code.ShouldBe("git_rejected");
        rejected.Message.ShouldBe("origin did not take main: fetch first.");
        (await PullAsync(rig, "/ann")).Head.ShouldNotBe(mine);
        await PushAsync(rig, "/ann");
        await PullAsync(rig, "/ben");

        // Where it is not, the merge is taken back and the files are named.
        await ChangeAsync(rig, "/ben", "file", "of ben\n");
        await PushAsync(rig, "/ben");
        string own = await ChangeAsync(rig, "/ann", "file", "of ann\n");
        LinkRequestException conflict = await rig.RefusalAsync(GitActions.Pull, new PullChanges("/ann", "origin", "main"));
        conflict.Code.ShouldBe("git_conflict");
        conflict.Message.ShouldContain("lines of: file.");
        RepositoryStatus after = await rig.StatusAsync("/ann");
        (after.Total, after.Branch.Head, after.Branch.Behind).ShouldBe((0, own, 1));

        // Changes that are not committed are never overwritten.
        await rig.ShellAsync("git -C ann reset -q --hard HEAD~1; echo mine > ann/file");
        LinkRequestException local = await rig.RefusalAsync(GitActions.Pull, new PullChanges("/ann", null, null));
        (local.Code, local.Message.Contains("file", StringComparison.Ordinal)).ShouldBe(("git_local_changes", true));
        File.ReadAllText(rig.Path + "/ann/file").ShouldBe("mine\n");
    }

    [Fact]
    public async Task Force_replaces_only_what_was_seen()
    {
        await using GitRig rig = GitRig.OnFolder();
        await rig.RepositoryAsync("/ann");
        await rig.ShellAsync("git init -q --bare -b main hub.git; git -C ann remote add origin file://$PWD/hub.git");
        await PushAsync(rig, "/ann");
        await rig.ShellAsync("git clone -q hub.git ben; git -C ann -c user.name=a -c user.email=a@b commit -q --amend -m other");
        (await rig.RefusalAsync(GitActions.Push, new PushChanges("/ann", null, null, false))).Code.ShouldBe("git_rejected");
        await ChangeAsync(rig, "/ben", "file", "unseen\n");
        await PushAsync(rig, "/ben");
        (await rig.RefusalAsync(GitActions.Push, new PushChanges("/ann", null, null, true))).Code.ShouldBe("git_rejected");
        await rig.ShellAsync("git -C ann fetch -q");
        (await PushAsync(rig, "/ann", force: true)).Updated.ShouldBeTrue();
        (await rig.ShellAsync("git -C hub.git log --format=%s")).ShouldBe("other");
    }

    [Fact]
    public async Task Faults_of_remotes_are_told_apart()
    {
        await using GitRig rig = GitRig.OnFolder();
        await rig.RepositoryAsync("/work");
        (await rig.RefusalAsync(GitActions.Pull, new PullChanges("/work", null, null))).Code.ShouldBeOneOf("git_no_tracking", "git_remote_unreachable");
        (await rig.RefusalAsync(GitActions.Push, new PushChanges("/work", null, null, false))).Code.ShouldBe("git_remote_unreachable");
        (await rig.RefusalAsync(GitActions.Push, new PushChanges("/work", null, "nowhere", false))).Code.ShouldBe("git_ref_not_found");
        await rig.ShellAsync("cd work; git remote add origin https://ann:hunter2@127.0.0.1:1/x.git; git remote add odd ext::touch%20pwned; git remote add plain http://127.0.0.1:1/x.git; git remote add ssh ssh://git@127.0.0.1:1/x.git");
        foreach (string remote in (string[])["origin", "ssh"])
        {
            LinkRequestException gone = await rig.RefusalAsync(GitActions.Pull, new PullChanges("/work", remote, "main"));
            (gone.Code, gone.Message.Contains("hunter2", StringComparison.Ordinal)).ShouldBe(("git_remote_unreachable", false), gone.Message);
        }

        foreach (string remote in (string[])["odd", "plain"])
        {
            (await rig.RefusalAsync(GitActions.Pull, new PullChanges("/work", remote, "main"))).Code.ShouldBe("git_url_refused");
            (await rig.RefusalAsync(GitActions.Push, new PushChanges("/work", remote, null, false))).Code.ShouldBe("git_url_refused");
        }

        File.Exists(rig.Path + "/work/pwned").ShouldBeFalse();
    }

    [Fact]
    public async Task No_hook_no_helper_and_no_question_is_run()
    {
        await using GitRig rig = GitRig.OnFolder();
        await rig.RepositoryAsync("/work");
        await rig.ShellAsync("""
            git init -q --bare -b main hub.git
            cd work; git remote add origin file://$PWD/../hub.git
            printf '#!/bin/sh\ntouch %s/pwned\n' "$HOME" > ../evil; chmod +x ../evil
            for hook in pre-commit post-commit commit-msg prepare-commit-msg pre-push post-checkout post-merge reference-transaction post-index-change; do cp ../evil .git/hooks/$hook; done
            for name in core.fsmonitor core.pager core.editor core.askPass core.sshCommand diff.external diff.evil.textconv diff.evil.command sequence.editor; do git config $name ../evil; done
            echo '*.txt diff=evil' > .gitattributes; echo a > a.txt
            """);
        await rig.StageAsync("/work", ".gitattributes", "a.txt");
        await rig.StatusAsync("/work");
        await rig.AskAsync<DiffText>(GitActions.Diff, new ReadDiff("/work", null, true, null));
        string hash = await rig.CommitAsync("/work", "x");
        await rig.AskAsync<DiffText>(GitActions.Diff, new ReadDiff("/work", null, false, hash));
        await rig.AskAsync<CommitLog>(GitActions.Log, new ReadLog("/work", null, null, 5));
        await PushAsync(rig, "/work");
        await PullAsync(rig, "/work");
        await rig.AskAsync<BranchSwitched>(GitActions.Switch, new SwitchBranch("/work", "other", true, null));
        await rig.ShellAsync("cd work; git remote set-url origin ssh://git@127.0.0.1:1/x");
        await rig.RefusalAsync(GitActions.Pull, new PullChanges("/work", "origin", "main"));
        File.Exists(rig.Path + "/pwned").ShouldBeFalse();
    }

    internal static async Task<string> ChangeAsync(GitRig rig, string repo, string file, string content)
    {
        rig.Write($"{repo}/{file}", content);
        await rig.StageAsync(repo, file);
        return await rig.CommitAsync(repo, "change " + file);
    }

    private static async Task<PushResult> PushAsync(GitRig rig, string repo, bool force = false) => await rig.AskAsync<PushResult>(GitActions.Push, new PushChanges(repo, null, null, force));

    /// <summary>Pulls as somebody whose name git knows: a merge is a commit.</summary>
    private static async Task<PullResult> PullAsync(GitRig rig, string repo)
    {
        await rig.ShellAsync("git config --global user.name Ann; git config --global user.email ann@example.org");
        return await rig.AskAsync<PullResult>(GitActions.Pull, new PullChanges(repo, null, null));
    }
}
