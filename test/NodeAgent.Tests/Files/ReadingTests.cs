using System.Diagnostics;
using System.Text;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Tests.Terminals;

namespace Anchorage.NodeAgent.Tests.Files;

public sealed class ReadingTests
{
    [Fact]
    public async Task A_folder_is_listed_in_pages_and_orders()
    {
        await using FileRig rig = FileRig.OnFolder();
        Directory.CreateDirectory(Path.Combine(rig.Path, "zoo"));
        for (int i = 0; i < 25; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(rig.Path, $"f{i:00}"), new string('x', 100 - i), TestContext.Current.CancellationToken);
        }

        File.CreateSymbolicLink(Path.Combine(rig.Path, "link"), "zoo");
        List<string> names = [];
        string? cursor = null;
        do
        {
            FolderListing page = await rig.ListAsync("/", cursor, limit: 10);
            page.Total.ShouldBe(27);
            names.AddRange(page.Items.Select(e => e.Name));

            // What comes and goes between pages neither hides nor repeats the others.
            File.Delete(Path.Combine(rig.Path, "f00"));
            await File.WriteAllTextAsync(Path.Combine(rig.Path, "a"), "", TestContext.Current.CancellationToken);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        names.ShouldBe(["zoo", .. Enumerable.Range(0, 25).Select(i => $"f{i:00}"), "link"]);

        FolderListing bySize = await rig.ListAsync("/", sort: "size", descending: true);
        bySize.Items[0].Name.ShouldBe("zoo");
        bySize.Items[1].Name.ShouldBe("f01");
        FileEntry link = (await rig.ListAsync("/")).Items.Single(e => e.Kind == "link");
        (link.LinkTarget, link.TargetKind).ShouldBe(("zoo", "folder"));
    }

    [Fact]
    public async Task Names_are_bytes()
    {
        await using FileRig rig = FileRig.OnFolder();
        string[] texts = ["line\nbreak", @"back\\slash", @"\xff\xfe", "größe", @"half\xc3", " ", "-rf", "..."];
        foreach (string text in texts)
        {
            (await rig.WriteAsync("/" + text, text)).ShouldNotBeNull().Error.ShouldBeNull();
        }

        (await rig.ListAsync("/")).Items.Select(e => e.Name).ShouldBe(texts, ignoreOrder: true);
        foreach (string text in texts)
        {
            Encoding.UTF8.GetString((await rig.ReadAsync("/" + text)).Bytes).ShouldBe(text);
        }

        // The kernel agrees about the bytes.
        (await TestContainer.RunAsync("find", rig.Path, "-name", "line?break")).Output.ShouldEndWith("line\nbreak");
        (await rig.DeleteAsync(@"/\xff\xfe")).Path.ShouldBe(@"/\xff\xfe");
    }

    [Theory]
    [InlineData("relative", "invalid_request")]
    [InlineData("", "invalid_request")]
    [InlineData("/a/../../etc", "file_outside_root")]
    [InlineData("/..", "file_outside_root")]
    [InlineData("/./a", "file_outside_root")]
    [InlineData("/a\0b", "invalid_request")]
    [InlineData(@"/\x2e\x2e/etc", "invalid_request")]
    [InlineData("/missing", "file_not_found")]
    [InlineData("/missing/deeper", "file_not_found")]
    [InlineData("/file/below", "file_not_folder")]
    public async Task A_path_that_is_none_is_refused(string path, string code)
    {
        await using FileRig rig = FileRig.OnFolder();
        await File.WriteAllTextAsync(Path.Combine(rig.Path, "file"), "x", TestContext.Current.CancellationToken);
        (await rig.RefusalAsync(FileActions.Stat, new FilePlace(path))).ShouldBe(code);
        (await rig.RefusalAsync(FileActions.Delete, new FilePlace(path))).ShouldBe(code);
        (await Should.ThrowAsync<LinkRequestException>(rig.ReadAsync(path))).Code.ShouldBe(code);
        (await rig.RefusalAsync(FileActions.Stat, new FilePlace("/" + new string('n', 256)))).ShouldBe("file_name_too_long");
    }

    [Fact]
    public async Task No_link_leads_out_of_the_root()
    {
        await using FileRig rig = FileRig.OnFolder();
        using TestFolder outside = new();
        await File.WriteAllTextAsync(Path.Combine(outside.Path, "secret"), "secret", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(rig.Path, "absolute"), outside.Path);
        File.CreateSymbolicLink(Path.Combine(rig.Path, "up"), "../../../../../../" + outside.Path);
        File.CreateSymbolicLink(Path.Combine(rig.Path, "file"), Path.Combine(outside.Path, "secret"));
        File.CreateSymbolicLink(Path.Combine(rig.Path, "loop"), "loop");

        foreach (string path in (string[])["/absolute/secret", "/up/secret", "/file", "/loop"])
        {
            (await Should.ThrowAsync<LinkRequestException>(rig.ReadAsync(path))).Code.ShouldBeOneOf("file_not_found", "file_outside_root");
            (await rig.WriteAsync(new WriteFile("/absolute/new", null, false, false, null, null), [[1]]).ContinueWith(t => t.Exception?.InnerException as LinkRequestException))
                .ShouldNotBeNull().Code.ShouldBe("file_not_found");
        }

        Directory.GetFiles(outside.Path).ShouldBe([Path.Combine(outside.Path, "secret")]);

        // A link that stays inside is followed, an absolute one from the root.
        await File.WriteAllTextAsync(Path.Combine(rig.Path, "inside"), "in", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(rig.Path, "good"), "/inside");
        (await rig.ReadAsync("/good")).Bytes.ShouldBe("in"u8.ToArray());
    }

    [Fact]
    public async Task A_folder_that_is_swapped_for_a_link_all_the_time_never_leads_out()
    {
        await using FileRig rig = FileRig.OnFolder();
        using TestFolder outside = new();
        await File.WriteAllTextAsync(Path.Combine(outside.Path, "name"), "secret", TestContext.Current.CancellationToken);
        string inner = Path.Combine(rig.Path, "place"), link = Path.Combine(rig.Path, "link");
        Directory.CreateDirectory(inner);
        await File.WriteAllTextAsync(Path.Combine(inner, "name"), "own", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(link, outside.Path);
        using CancellationTokenSource enough = new();
        Task swapping = Task.Run(
            () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    Swap(inner, link);
                }
            },
            CancellationToken.None);
        for (int i = 0; i < 500; i++)
        {
            try
            {
                (await rig.ReadAsync("/place/name")).Bytes.ShouldBe("own"u8.ToArray());
            }
            catch (LinkRequestException e)
            {
                e.Code.ShouldBeOneOf("file_not_found", "file_busy");
            }
        }

        await enough.CancelAsync();
        await swapping;
    }

    [Fact]
    public async Task What_is_no_file_is_never_opened()
    {
        await using FileRig rig = FileRig.OnFolder();
        (await TestContainer.RunAsync("mkfifo", Path.Combine(rig.Path, "pipe"))).Code.ShouldBe(0);
        (await rig.StatAsync("/pipe")).Kind.ShouldBe("other");
        (await Should.ThrowAsync<LinkRequestException>(rig.ReadAsync("/pipe"))).Code.ShouldBe("file_special");
        (await rig.RefusalAsync(FileActions.Copy, new MoveFile("/pipe", "/copy", false))).ShouldBe("file_special");
        (await Should.ThrowAsync<LinkRequestException>(rig.WriteAsync("/pipe", "x"))).Code.ShouldBe("file_special");
        (await rig.RefusalAsync(FileActions.Mode, new ChangeMode("/pipe", 0x1FF))).ShouldBe("file_special");
        if ((await TestContainer.RunAsync("mknod", Path.Combine(rig.Path, "device"), "c", "1", "5")).Code == 0)
        {
            (await Should.ThrowAsync<LinkRequestException>(rig.ReadAsync("/device"))).Code.ShouldBe("file_special");
        }

        (await Should.ThrowAsync<LinkRequestException>(rig.ReadAsync("/"))).Code.ShouldBe("file_is_folder");
    }

    [Fact]
    public async Task A_sparse_file_of_100_GB_is_read_in_parts_and_not_copied()
    {
        await using FileRig rig = FileRig.OnFolder();
        const long size = 100_000_000_000;
        await using (FileStream file = File.Create(Path.Combine(rig.Path, "big")))
        {
            file.SetLength(size);
            file.Seek(-3, SeekOrigin.End);
            file.Write("end"u8);
        }

        (await rig.StatAsync("/big")).Size.ShouldBe(size);
        (await rig.ReadAsync("/big", size - 5, 5)).Bytes.ShouldBe("\0\0end"u8.ToArray());
        (await rig.RefusalAsync(FileActions.Copy, new MoveFile("/big", "/copy", false))).ShouldBe("file_too_large");
        Directory.GetFiles(rig.Path).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_does_not_arrive_whole()
    {
        await using FileRig rig = FileRig.OnFolder();
        string path = Path.Combine(rig.Path, "file");
        await File.WriteAllBytesAsync(path, new byte[700_000], TestContext.Current.CancellationToken);
        (FileEntry entry, byte[] changed) = await rig.ReadAsync("/file", between: () => File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)1, 700_000)]));
        changed.Length.ShouldBeLessThan((int)entry.Size);
        (_, byte[] shorter) = await rig.ReadAsync("/file", between: () => File.WriteAllBytes(path, new byte[10]));
        shorter.Length.ShouldBeLessThan(700_000);

        // A log that grows meanwhile is delivered as long as it was.
        (FileEntry log, byte[] whole) = await rig.ReadAsync("/file", between: () => File.AppendAllText(path, "more"));
        whole.Length.ShouldBe((int)log.Size);
    }

    [Fact]
    public async Task Folders_ten_thousand_deep_are_no_trouble()
    {
        await using FileRig rig = FileRig.OnFolder();
        MakeDeep(rig.Path, 10_000);
        (await rig.ListAsync("/")).Items.ShouldHaveSingleItem().Name.ShouldBe("d");
        string deep = string.Concat(Enumerable.Repeat("/d", 10_000));
        (await rig.ListAsync(deep)).Items.ShouldBeEmpty();
        (await rig.WriteAsync(deep + "/file", "deep")).ShouldNotBeNull().Error.ShouldBeNull();
        (await rig.ReadAsync(deep + "/file")).Bytes.ShouldBe("deep"u8.ToArray());
        (await rig.RefusalAsync(FileActions.Copy, new MoveFile("/d", "/copy", false))).ShouldBe("file_too_many");
        Directory.Exists(Path.Combine(rig.Path, "copy")).ShouldBeFalse();
        await rig.DeleteAsync("/d");
        (await rig.AskAsync<TrashEmptied>(FileActions.Empty, new EmptyTrash(null))).Removed.ShouldBe(1);
        Directory.GetFileSystemEntries(Path.Combine(rig.Path, ".anchorage-trash")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_thousand_entries_are_listed_in_a_moment()
    {
        await using FileRig rig = FileRig.OnFolder();
        for (int i = 0; i < 10_000; i++)
        {
            File.WriteAllBytes(Path.Combine(rig.Path, $"file-{i:00000}.txt"), []);
        }

        Stopwatch watch = Stopwatch.StartNew();
        (await rig.ListAsync("/", limit: 10_000)).Items.Count.ShouldBe(10_000);

        // Generous: what the number is on a quiet machine stands in the table of figures.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static void MakeDeep(string path, int depth)
    {
        Microsoft.Win32.SafeHandles.SafeFileHandle at = FileRoot.OpenHandle(path);
        byte[] name = "d"u8.ToArray();
        for (int i = 0; i < depth; i++)
        {
            FileTree.TryMakeFolder(at, name, NodeAgent.Files.FilePath.Root);
            Microsoft.Win32.SafeHandles.SafeFileHandle next = FileTree.OpenFolderAt(at, name, NodeAgent.Files.FilePath.Root);
            at.Dispose();
            at = next;
        }

        at.Dispose();
    }

    private static unsafe void Swap(string a, string b)
    {
        fixed (byte* first = Bytes.End(Encoding.UTF8.GetBytes(a)))
        fixed (byte* second = Bytes.End(Encoding.UTF8.GetBytes(b)))
        {
            // RENAME_EXCHANGE.
            FileCalls.RenameAt(-100, first, -100, second, 2);
        }
    }
}
