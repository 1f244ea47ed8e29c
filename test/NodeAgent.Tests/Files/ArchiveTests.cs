using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Tests.Terminals;

namespace Anchorage.NodeAgent.Tests.Files;

public sealed class ArchiveTests
{
    private static readonly string[] Names = ["line\nbreak", @"back\\slash", @"\xff\xfe", "größe", @"half\xc3", " ", "-rf", new string('l', 200)];

    [Theory]
    [InlineData("tar", 100_000)]
    [InlineData("tar", 7)]
    [InlineData("tar.gz", 100_000)]
    public async Task Every_name_link_and_mode_comes_back_from_a_tar(string format, int piece)
    {
        await using FileRig rig = FileRig.OnFolder();
        foreach (string name in Names)
        {
            (await rig.WriteAsync("/from/" + name + "/" + name, name, parents: true)).ShouldNotBeNull().Error.ShouldBeNull();
        }

        byte[] large = [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)];
        await File.WriteAllBytesAsync(Path.Combine(rig.Path, "from", "large"), large, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(rig.Path, "from", "large"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetLastWriteTimeUtc(Path.Combine(rig.Path, "from", "large"), new DateTime(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Directory.CreateDirectory(Path.Combine(rig.Path, "from", "empty"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(rig.Path, "from", "link"), "größe/" + new string('x', 150));

        (byte[] archive, ArchiveBegin begin, ArchiveEnd end) = await rig.PackAsync("/from", format);
        (begin.Name, begin.Entries, end.Entries, end.LeftOut).ShouldBe(("from", (2 * Names.Length) + 4, (2 * Names.Length) + 4, 0));
        begin.Bytes.ShouldBeGreaterThan(300_000);

        (await rig.UnpackAsync("/to", archive, piece: piece)).ShouldNotBeNull().Entry.ShouldNotBeNull().Path.ShouldBe("/to");
        foreach (string name in Names)
        {
            Encoding.UTF8.GetString((await rig.ReadAsync($"/to/from/{name}/{name}")).Bytes).ShouldBe(name);
        }

        (await rig.ReadAsync("/to/from/large")).Bytes.ShouldBe(large);
        FileEntry copy = await rig.StatAsync("/to/from/large");
        (copy.Mode, copy.ModifiedAt).ShouldBe(("0500", new DateTimeOffset(2020, 2, 3, 4, 5, 6, TimeSpan.Zero)));
        (await rig.StatAsync("/to/from/empty")).Mode.ShouldBe("0500");
        (await rig.StatAsync("/to/from/link")).LinkTarget.ShouldBe("größe/" + new string('x', 150));

        // The kernel and GNU tar see the same two trees.
        (await TestContainer.RunAsync("diff", "-r", "--no-dereference", Path.Combine(rig.Path, "from"), Path.Combine(rig.Path, "to", "from"))).Code.ShouldBe(0);
        await File.WriteAllBytesAsync(Path.Combine(rig.Path, "archive"), archive, TestContext.Current.CancellationToken);
        (await TestContainer.RunAsync("tar", "-C", rig.Path, "--compare", "-f", Path.Combine(rig.Path, "archive"))).Code.ShouldBe(0);
        (await rig.ListAsync("/")).Items.Select(e => e.Name).ShouldBe(["from", "to", "archive"]);
    }

    [Theory]
    [InlineData("gnu")]
    [InlineData("pax")]
    [InlineData("ustar")]
    public async Task What_other_programs_packed_is_unpacked(string format)
    {
        await using FileRig rig = FileRig.OnFolder();
        string deep = string.Join('/', Enumerable.Repeat("folder-with-a-name", 6)) + (format == "ustar" ? "" : "/" + new string('n', 120));
        (await rig.WriteAsync("/from/" + deep, "deep", parents: true)).ShouldNotBeNull().Error.ShouldBeNull();
        (await rig.WriteAsync("/from/one", "twice")).ShouldNotBeNull().Error.ShouldBeNull();
        (await TestContainer.RunAsync("ln", Path.Combine(rig.Path, "from", "one"), Path.Combine(rig.Path, "from", "two"))).Code.ShouldBe(0);
        string archive = Path.Combine(rig.Path, "archive");
        (await TestContainer.RunAsync("tar", "-C", Path.Combine(rig.Path, "from"), $"--format={format}", "-czf", archive, ".")).Code.ShouldBe(0);
        (await rig.UnpackAsync("/to", await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken))).ShouldNotBeNull().Error.ShouldBeNull();
        (await TestContainer.RunAsync("diff", "-r", Path.Combine(rig.Path, "from"), Path.Combine(rig.Path, "to"))).Code.ShouldBe(0);
        (await TestContainer.RunAsync("stat", "-c", "%h", Path.Combine(rig.Path, "to", "two"))).Output.Trim().ShouldBe("2");
    }

    [Fact]
    public async Task A_zip_goes_both_ways()
    {
        await using FileRig rig = FileRig.OnFolder();
        (await rig.WriteAsync("/from/a/größe", "text", parents: true)).ShouldNotBeNull().Error.ShouldBeNull();
        await File.WriteAllBytesAsync(Path.Combine(rig.Path, "from", "zeros"), new byte[1_000_000], TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(rig.Path, "from", "zeros"), UnixFileMode.UserRead);
        File.CreateSymbolicLink(Path.Combine(rig.Path, "from", "link"), "zeros");
        (byte[] archive, _, _) = await rig.PackAsync("/from", "zip", "a", "zeros", "link");
        await using (ZipArchive library = new(new MemoryStream(archive)))
        {
            library.Entries.Select(e => e.FullName).ShouldBe(["a/", "a/größe", "zeros", "link"]);
            library.Entries[2].Length.ShouldBe(1_000_000);
        }

        (await rig.UnpackAsync("/to", archive)).ShouldNotBeNull().Error.ShouldBeNull();
        (await TestContainer.RunAsync("diff", "-r", "--no-dereference", Path.Combine(rig.Path, "from"), Path.Combine(rig.Path, "to"))).Code.ShouldBe(0);
        (await rig.StatAsync("/to/zeros")).Mode.ShouldBe("0400");

        // A byte that is wrong is noticed, wherever it stands.
        for (int at = 40; at < archive.Length; at += archive.Length / 5)
        {
            byte[] damaged = [.. archive];
            damaged[at] ^= 0x55;
            FileResult result = (await rig.UnpackAsync("/damaged" + at, damaged)).ShouldNotBeNull();
            (result.Error?.Code ?? "same").ShouldBeOneOf("invalid_request", "file_special", "file_outside_root", "same");
        }
    }

    [Theory]
    [InlineData("../escape", null, "file_outside_root")]
    [InlineData("a/../../escape", null, "file_outside_root")]
    [InlineData("/tmp/escape", null, "file_outside_root")]
    [InlineData("link", "../outside", "file_outside_root")]
    [InlineData("a/link", "/etc/passwd", "file_outside_root")]
    [InlineData("a/link", "../../outside", "file_outside_root")]
    public async Task What_leads_out_is_refused_and_nothing_is_kept(string name, string? target, string code)
    {
        await using FileRig rig = FileRig.OnFolder();
        byte[] archive = await TarAsync(("good", null), (name, target));
        FileResult result = (await rig.UnpackAsync("/to/x", archive)).ShouldNotBeNull();
        result.Error.ShouldNotBeNull().Code.ShouldBe(code);
        (await rig.ListAsync("/to")).Items.ShouldBeEmpty();
        if (target is not null)
        {
            // Who trusts the archive takes its links as they are; nothing is written through them.
            (await rig.UnpackAsync("/to/x", archive, outsideLinks: true)).ShouldNotBeNull().Error.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link_of_the_archive()
    {
        await using FileRig rig = FileRig.OnFolder();
        Directory.CreateDirectory(Path.Combine(rig.Path, "victim"));
        byte[] archive = await TarAsync(("door", "../victim"), ("door/file", null));
        FileResult result = (await rig.UnpackAsync("/to", archive, outsideLinks: true)).ShouldNotBeNull();
        result.Error.ShouldNotBeNull().Code.ShouldBeOneOf("file_not_folder", "file_outside_root");
        Directory.GetFileSystemEntries(Path.Combine(rig.Path, "victim")).ShouldBeEmpty();
        (await rig.ListAsync("/")).Items.Select(e => e.Name).ShouldBe(["victim"]);
    }

    [Fact]
    public async Task Bombs_end_at_the_limits()
    {
        await using FileRig rig = FileRig.OnFolder(configure: o => (o.MaxTreeBytes, o.MaxTreeEntries, o.MaxDepth) = (10_000_000, 100, 20));
        using MemoryStream bomb = new();
        await using (GZipStream gzip = new(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync((await TarAsync(("zeros", null)))[..512], TestContext.Current.CancellationToken);
        }

        using MemoryStream zip = new();
        await using (ZipArchive library = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using Stream zeros = library.CreateEntry("zeros").Open();
            await zeros.WriteAsync(new byte[20_000_000], TestContext.Current.CancellationToken);
        }

        foreach ((byte[] archive, string code) in ((byte[], string)[])
        [
            (bomb.ToArray(), "invalid_request"),
            (zip.ToArray(), "file_too_large"),
            (await TarAsync([.. Enumerable.Range(0, 101).Select(i => ("f" + i, (string?)null))]), "file_too_many"),
            (await TarAsync((string.Join('/', Enumerable.Repeat("d", 30)), null)), "file_too_many"),
            (await TarAsync((new string('n', 300), null)), "file_name_too_long"),
            ((await TarAsync(("whole", null)))[..700], "invalid_request"),
            (new byte[100], "invalid_request"),
            ([], "invalid_request"),
            (Encoding.ASCII.GetBytes(new string('x', 2000)), "invalid_request"),
        ])
        {
            FileResult result = (await rig.UnpackAsync("/to", archive)).ShouldNotBeNull();
            result.Error.ShouldNotBeNull().Code.ShouldBe(code);
            (await rig.ListAsync("/")).Items.ShouldBeEmpty();
        }

        // And a client that goes away in the middle leaves nothing either.
        (await rig.UnpackAsync("/to", await TarAsync(("file", null)), end: false)).ShouldBeNull();
        (await rig.ListAsync("/")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archive_goes_into_a_folder_with_all_its_names_or_none()
    {
        await using FileRig rig = FileRig.OnFolder();
        (await rig.WriteAsync("/here/taken", "mine", parents: true)).ShouldNotBeNull().Error.ShouldBeNull();
        (await rig.UnpackAsync("/here", await TarAsync(("a", null), ("taken", null)), into: true)).ShouldNotBeNull().Error.ShouldNotBeNull().Code.ShouldBe("file_exists");
        (await rig.ListAsync("/here")).Items.Select(e => e.Name).ShouldBe(["taken"]);
        (await rig.UnpackAsync("/here", await TarAsync(("a", null), ("b/c", null)), into: true)).ShouldNotBeNull().Error.ShouldBeNull();
        (await rig.ListAsync("/here")).Items.Select(e => e.Name).ShouldBe(["b", "a", "taken"]);
        (await Should.ThrowAsync<LinkRequestException>(rig.UnpackAsync("/here", await TarAsync(("a", null))))).Code.ShouldBe("file_exists");
    }

    [Fact]
    public async Task What_cannot_be_packed_is_named_and_what_is_too_much_is_refused_first()
    {
        await using FileRig rig = FileRig.OnFolder(configure: o => o.MaxDepth = 50);
        (await rig.WriteAsync("/ok/file", "x", parents: true)).ShouldNotBeNull().Error.ShouldBeNull();
        (await TestContainer.RunAsync("mkfifo", Path.Combine(rig.Path, "ok", "pipe"))).Code.ShouldBe(0);
        (byte[] archive, _, ArchiveEnd end) = await rig.PackAsync("/ok", "tar");
        end.LeftOut.ShouldBe(1);
        (await rig.UnpackAsync("/to", archive)).ShouldNotBeNull().Error.ShouldBeNull();
        Encoding.UTF8.GetString((await rig.ReadAsync("/to/anchorage-left-out.txt")).Bytes).ShouldContain("/ok/pipe: is a device, a pipe or a socket");

        await using (FileStream sparse = File.Create(Path.Combine(rig.Path, "sparse")))
        {
            sparse.SetLength(100L << 30);
        }

        (await Should.ThrowAsync<LinkRequestException>(rig.PackAsync("/", "tar", "sparse"))).Code.ShouldBe("file_too_large");
        (await rig.AskAsync<FileEntry>(FileActions.MakeFolder, new MakeFolder("/" + string.Join('/', Enumerable.Repeat("d", 10_000)), true))).Kind.ShouldBe("folder");
        (await Should.ThrowAsync<LinkRequestException>(rig.PackAsync("/d", "tar"))).Code.ShouldBe("file_too_many");
        (await Should.ThrowAsync<LinkRequestException>(rig.PackAsync("/", "tar", "missing"))).Code.ShouldBe("file_not_found");
        (await Should.ThrowAsync<LinkRequestException>(rig.PackAsync("/", "rar"))).Code.ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_packed_is_named_and_the_archive_stays_whole()
    {
        await using FileRig rig = FileRig.OnFolder();
        string path = Path.Combine(rig.Path, "log");
        await File.WriteAllBytesAsync(path, new byte[64 << 20], TestContext.Current.CancellationToken);
        using CancellationTokenSource packed = new();
        using ManualResetEventSlim changing = new();
        Thread writer = new(() =>
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            while (!packed.IsCancellationRequested)
            {
                file.Position = 0;
                file.WriteByte(1);
                changing.Set();
            }
        });
        writer.Start();
        changing.Wait(HostHarness.Deadline);
        try
        {
            (byte[] archive, _, ArchiveEnd end) = await rig.PackAsync("/", "tar", "log");
            end.LeftOut.ShouldBe(1);
            (await rig.UnpackAsync("/to", archive)).ShouldNotBeNull().Error.ShouldBeNull();
        }
        finally
        {
            await packed.CancelAsync();
            writer.Join();
        }

        new FileInfo(Path.Combine(rig.Path, "to", "log")).Length.ShouldBe(64 << 20);
        Encoding.UTF8.GetString((await rig.ReadAsync("/to/anchorage-left-out.txt")).Bytes).ShouldContain("/log: was changed while it was read");
    }

    private static async Task<byte[]> TarAsync(params (string Name, string? Target)[] members)
    {
        using MemoryStream tar = new();
        await using (TarWriter writer = new(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach ((string name, string? target) in members)
            {
                PaxTarEntry entry = target is null ? new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1, 2, 3]) } : new(TarEntryType.SymbolicLink, name) { LinkName = target };
                await writer.WriteEntryAsync(entry, TestContext.Current.CancellationToken);
            }
        }

        return tar.ToArray();
    }
}
