using System.Text;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Tests.Terminals;

namespace Anchorage.NodeAgent.Tests.Files;

public sealed class ChangingTests
{
    [Fact]
    public async Task A_file_is_replaced_whole_or_not_at_all()
    {
        await using FileRig rig = FileRig.OnFolder();
        FileEntry first = (await rig.WriteAsync("/a/b/file", "one", parents: true))!.Entry.ShouldNotBeNull();
        first.Mode.ShouldBe("0644");
        File.SetUnixFileMode(Path.Combine(rig.Path, "a/b/file"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string etag = (await rig.StatAsync("/a/b/file")).Etag;
        etag.ShouldNotBe(first.Etag);

        (await Should.ThrowAsync<LinkRequestException>(rig.WriteAsync("/a/b/file", "two", ifMatch: first.Etag))).Code.ShouldBe("changed_meanwhile");
        (await Should.ThrowAsync<LinkRequestException>(rig.WriteAsync("/a/b/file", "two", onlyNew: true))).Code.ShouldBe("file_exists");
        (await Should.ThrowAsync<LinkRequestException>(rig.WriteAsync("/a/b/none", "two", ifMatch: "*"))).Code.ShouldBe("changed_meanwhile");
        FileEntry second = (await rig.WriteAsync("/a/b/file", "two", ifMatch: etag))!.Entry.ShouldNotBeNull();
        second.Mode.ShouldBe("0700");
        second.Etag.ShouldBe((await rig.StatAsync("/a/b/file")).Etag);

        // The client goes away, or sends less than it said: the old file stays and nothing else is left.
        (await rig.WriteAsync(new WriteFile("/a/b/file", null, false, false, null, null), ["thr"u8.ToArray()], end: false)).ShouldBeNull();
        (await rig.WriteAsync(new WriteFile("/a/b/file", null, false, false, 5, null), ["thr"u8.ToArray()]))!.Error!.Code.ShouldBe("invalid_request");
        Encoding.UTF8.GetString((await rig.ReadAsync("/a/b/file")).Bytes).ShouldBe("two");
        Directory.GetFileSystemEntries(Path.Combine(rig.Path, "a/b")).Length.ShouldBe(1);
        (await Should.ThrowAsync<LinkRequestException>(rig.WriteAsync("/a/b", "x"))).Code.ShouldBe("file_is_folder");
        (await Should.ThrowAsync<LinkRequestException>(rig.WriteAsync("/none/b", "x"))).Code.ShouldBe("file_not_found");
    }

    [Fact]
    public async Task Of_two_who_write_with_the_same_etag_one_wins()
    {
        await using FileRig rig = FileRig.OnFolder();
        string etag = (await rig.WriteAsync("/file", "start"))!.Entry!.Etag;
        string?[] codes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                return (await rig.WriteAsync("/file", $"writer {i}", ifMatch: etag))!.Error?.Code;
            }
            catch (LinkRequestException e)
            {
                return e.Code;
            }
        }));
        codes.Count(code => code is null).ShouldBe(1);
        codes.Count(code => code == "changed_meanwhile").ShouldBe(7);
    }

    [Fact]
    public async Task Writing_through_a_link_changes_what_it_leads_to()
    {
        await using FileRig rig = FileRig.OnFolder();
        Directory.CreateDirectory(Path.Combine(rig.Path, "real"));
        File.CreateSymbolicLink(Path.Combine(rig.Path, "link"), "real/file");
        (await rig.WriteAsync("/link", "text"))!.Entry!.Path.ShouldBe("/real/file");
        (await rig.StatAsync("/link")).Kind.ShouldBe("link");
    }

    [Fact]
    public async Task Folders_are_made_moved_and_copied()
    {
        await using FileRig rig = FileRig.OnFolder();
        (await rig.AskAsync<FileEntry>(FileActions.MakeFolder, new MakeFolder("/a/b", true))).Kind.ShouldBe("folder");
        (await rig.RefusalAsync(FileActions.MakeFolder, new MakeFolder("/a", false))).ShouldBe("file_exists");
        await rig.WriteAsync("/a/b/file", "x");
        File.CreateSymbolicLink(Path.Combine(rig.Path, "a/link"), "b/file");

        await rig.AskAsync<FileEntry>(FileActions.Copy, new MoveFile("/a", "/copy", false));
        Encoding.UTF8.GetString((await rig.ReadAsync("/copy/link")).Bytes).ShouldBe("x");
        (await rig.StatAsync("/copy/link")).Kind.ShouldBe("link");
        (await rig.AskAsync<FileEntry>(FileActions.Move, new MoveFile("/copy/b/file", "/moved", false))).Path.ShouldBe("/moved");
        (await rig.RefusalAsync(FileActions.Move, new MoveFile("/moved", "/a/b/file", false))).ShouldBe("file_exists");
        await rig.AskAsync<FileEntry>(FileActions.Move, new MoveFile("/moved", "/a/b/file", true));
        (await rig.RefusalAsync(FileActions.Move, new MoveFile("/a", "/a/b/c", false))).ShouldBe("invalid_request");
        (await rig.RefusalAsync(FileActions.Copy, new MoveFile("/a", "/copy", true))).ShouldBe("file_exists");
        (await rig.AskAsync<FileEntry>(FileActions.Mode, new ChangeMode("/a/b/file", 0x180))).Mode.ShouldBe("0600");
    }

    [Fact]
    public async Task What_is_deleted_can_be_taken_back()
    {
        await using FileRig rig = FileRig.OnFolder();
        await rig.WriteAsync("/folder/file", "x", parents: true);
        TrashEntry entry = await rig.DeleteAsync("/folder");
        (await rig.RefusalAsync(FileActions.Stat, new FilePlace("/folder"))).ShouldBe("file_not_found");
        (await rig.AskAsync<TrashListing>(FileActions.ListTrash, new NoArguments())).Items.ShouldHaveSingleItem().ShouldBe(entry);
        (await rig.RestoreAsync(entry.Id)).Path.ShouldBe("/folder");
        (await rig.ReadAsync("/folder/file")).Bytes.ShouldBe("x"u8.ToArray());

        TrashEntry again = await rig.DeleteAsync("/folder/file");
        await rig.WriteAsync("/folder/file", "other");
        (await rig.RefusalAsync(FileActions.Restore, new RestoreFile(again.Id, null))).ShouldBe("file_exists");
        (await rig.RestoreAsync(again.Id, "/folder/elsewhere/file")).Path.ShouldBe("/folder/elsewhere/file");
        (await rig.AskAsync<TrashListing>(FileActions.ListTrash, new NoArguments())).Items.ShouldBeEmpty();
        foreach (string id in (string[])["../../folder", "none", "20260101000000000-00000000", ""])
        {
            (await rig.RefusalAsync(FileActions.Restore, new RestoreFile(id, null))).ShouldBe("file_not_found");
            (await rig.RefusalAsync(FileActions.Empty, new EmptyTrash(id))).ShouldBe("file_not_found");
        }

        (await rig.RefusalAsync(FileActions.Delete, new FilePlace("/"))).ShouldBe("invalid_request");
        (await rig.RefusalAsync(FileActions.Delete, new FilePlace("/.anchorage-trash"))).ShouldBe("invalid_request");
        Directory.Exists(Path.Combine(rig.Path, "folder")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_trash_belongs_to_the_user_and_is_not_believed()
    {
        await using FileRig rig = FileRig.OnFolder();
        await rig.WriteAsync("/file", "x");
        TrashEntry entry = await rig.DeleteAsync("/file");
        string info = Path.Combine(rig.Path, ".anchorage-trash", entry.Id, "info");
        await File.WriteAllTextAsync(info, $$"""{"id":"{{entry.Id}}","path":"/../../escaped","kind":"file","size":1,"deletedAt":"2026-01-01T00:00:00Z"}""", TestContext.Current.CancellationToken);
        (await rig.RefusalAsync(FileActions.Restore, new RestoreFile(entry.Id, null))).ShouldBe("file_outside_root");
        File.Delete(info);
        File.CreateSymbolicLink(info, "/dev/zero");
        (await rig.AskAsync<TrashListing>(FileActions.ListTrash, new NoArguments())).Items.ShouldBeEmpty();
        (await rig.AskAsync<TrashEmptied>(FileActions.Empty, new EmptyTrash(null))).Removed.ShouldBe(1);
    }

    [Fact]
    public async Task Files_are_touched_as_the_instances_user()
    {
        Assert.SkipUnless(IdentitySwitch.IsPossible, "Acting for another user needs root.");
        const uint user = 54321;
        await using FileRig rig = FileRig.OnFolder(new FileIdentity(user, user + 1, [user + 2], 0));
        string own = Path.Combine(rig.Path, "own"), shared = Path.Combine(rig.Path, "shared");
        Directory.CreateDirectory(own);
        Directory.CreateDirectory(shared);
        (await TestContainer.RunAsync("chown", $"{user}:{user + 1}", own)).Code.ShouldBe(0);
        (await TestContainer.RunAsync("chown", $"0:{user + 2}", shared)).Code.ShouldBe(0);
        File.SetUnixFileMode(rig.Path, (UnixFileMode)0x1ED);
        File.SetUnixFileMode(shared, (UnixFileMode)0x1F8);
        await File.WriteAllTextAsync(Path.Combine(own, "private"), "of root", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(own, "private"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        FileEntry made = (await rig.WriteAsync("/own/file", "x"))!.Entry.ShouldNotBeNull();
        (made.Uid, made.Gid).ShouldBe((user, user + 1));
        (await rig.AskAsync<FileEntry>(FileActions.MakeFolder, new MakeFolder("/shared/folder", false))).Uid.ShouldBe(user);
        (await Should.ThrowAsync<LinkRequestException>(rig.ReadAsync("/own/private"))).Code.ShouldBe("file_permission_denied");
        (await Should.ThrowAsync<LinkRequestException>(rig.WriteAsync("/own/private", "mine"))).Code.ShouldBe("file_permission_denied");
        (await Should.ThrowAsync<LinkRequestException>(rig.WriteAsync("/file", "x"))).Code.ShouldBe("file_permission_denied");
        (await rig.RefusalAsync(FileActions.Mode, new ChangeMode("/own/private", 0x1FF))).ShouldBe("file_permission_denied");
        (await rig.RefusalAsync(FileActions.MakeFolder, new MakeFolder("/folder", false))).ShouldBe("file_permission_denied");

        // A thread that has acted for the user is the agent's own again, and so is every other one.
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
        {
            string status;
            try
            {
                status = await File.ReadAllTextAsync(Path.Combine(task, "status"), TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                // The thread ended meanwhile.
                continue;
            }

            status.ShouldContain("Uid:\t0\t0\t0\t0");
            status.ShouldNotContain("54323");
        }
    }

    [Fact]
    public async Task Limits_hold()
    {
        await using FileRig rig = FileRig.OnFolder(configure: o => (o.MaxFileBytes, o.MaxTreeEntries, o.MaxFolderEntries) = (1000, 3, 5));
        (await rig.WriteAsync(new WriteFile("/big", null, false, false, null, null), [new byte[600], new byte[600]]))!.Error!.Code.ShouldBe("file_too_large");
        (await Should.ThrowAsync<LinkRequestException>(rig.WriteAsync(new WriteFile("/big", null, false, false, 1001, null), []))).Code.ShouldBe("file_too_large");
        for (int i = 0; i < 4; i++)
        {
            await rig.WriteAsync($"/folder/{i}", "x", parents: true);
        }

        (await rig.RefusalAsync(FileActions.Copy, new MoveFile("/folder", "/copy", false))).ShouldBe("file_too_many");
        Directory.GetFileSystemEntries(rig.Path).ShouldBe([Path.Combine(rig.Path, "folder")]);
        await rig.WriteAsync("/folder/4", "x");
        await rig.WriteAsync("/folder/5", "x");
        (await rig.RefusalAsync(FileActions.List, new ListFolder("/folder", null, 10, "name", false))).ShouldBe("file_too_many");
        (await rig.RefusalAsync(FileActions.List, new ListFolder("/", null, 0, "name", false))).ShouldBe("invalid_request");
        (await rig.RefusalAsync(FileActions.List, new ListFolder("/", "x.y", 10, "name", false))).ShouldBe("invalid_request");
    }
}
