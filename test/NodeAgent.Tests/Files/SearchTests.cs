using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Tests.Terminals;

namespace Anchorage.NodeAgent.Tests.Files;

public sealed class SearchTests
{
    private static readonly SearchFiles Any = new("/", null, null, false, false, [".git", "node_modules"], 1000);

    [Fact]
    public async Task Names_and_lines_are_found_and_what_is_left_out_stays_out()
    {
        await using FileRig rig = await FilledAsync();
        (await PathsAsync(rig, Any with { Name = "NOTES" })).ShouldBe(["/a/Notes.txt", "/a/notes-2.md"], ignoreOrder: true);
        (await PathsAsync(rig, Any with { Name = "*.md" })).ShouldBe(["/a/notes-2.md"]);
        (await PathsAsync(rig, Any with { Name = "Notes", MatchCase = true })).ShouldBe(["/a/Notes.txt"]);
        (await PathsAsync(rig, Any with { Name = "b?", Path = "/" })).ShouldBe(["/a/b1"]);
        (await PathsAsync(rig, Any with { Name = @"\xff" })).ShouldBe([@"/a/\xff"]);

        (List<SearchHit> hits, SearchEnd end) = await rig.SearchAsync(Any with { Text = "needle" });
        hits.Select(h => (h.Path, h.Line, h.Column, h.Text)).ShouldBe([("/a/Notes.txt", 2, 5, "the Needle is here"), ("/a/Notes.txt", 4, 1, "needle needle"), (@"/a/\xff", 1, 1, "needle")]);
        hits[0].Text!.Substring(hits[0].At!.Value, hits[0].Length!.Value).ShouldBe("Needle");
        (end.Hits, end.Stopped).ShouldBe((3, null));
        end.Skipped.ShouldBe(1);
        (await rig.SearchAsync(Any with { Text = "needle", Name = "*.txt", MatchCase = true })).Hits.ShouldHaveSingleItem().Line.ShouldBe(4);
        (await rig.SearchAsync(Any with { Text = "needle", Exclude = [] })).Hits.Select(h => h.Path).ShouldContain("/.git/config");
        (await rig.SearchAsync(Any with { Text = @"^n\w+ n", Regex = true })).Hits.ShouldHaveSingleItem().Line.ShouldBe(4);
        (await rig.SearchAsync(Any with { Text = "x*", Regex = true, Name = "Notes.txt" })).Hits.Select(h => h.Line).ShouldBe([1, 2, 3, 4, 5]);

        // A long line is shown around the hit.
        SearchHit far = (await rig.SearchAsync(Any with { Text = "far away" })).Hits.ShouldHaveSingleItem();
        far.Column.ShouldBe(10_001);
        far.Text!.Length.ShouldBe(300);
        far.Text.Substring(far.At!.Value, far.Length!.Value).ShouldBe("far away");
    }

    [Fact]
    public async Task A_search_ends_at_its_limits()
    {
        await using FileRig rig = await FilledAsync(o => (o.MaxSearchedEntries, o.MaxSearchedFileBytes) = (100, 11_000));
        (await rig.SearchAsync(Any with { Name = "s", Limit = 1 })).End.ShouldSatisfyAllConditions(e => e.Stopped.ShouldBe("results"), e => e.Hits.ShouldBe(1));
        for (int i = 0; i < 200; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(rig.Path, "z" + i), "", TestContext.Current.CancellationToken);
        }

        (await rig.SearchAsync(Any with { Name = "zzz" })).End.Stopped.ShouldBe("entries");
        (await rig.RefusalAsync(FileActions.Search, Any)).ShouldBe("invalid_request");
        (await rig.RefusalAsync(FileActions.Search, Any with { Text = "(", Regex = true })).ShouldBe("invalid_request");
        (await rig.RefusalAsync(FileActions.Search, Any with { Text = new string('a', 1001) })).ShouldBe("invalid_request");
        (await rig.RefusalAsync(FileActions.Search, Any with { Text = "a", Path = "/none" })).ShouldBe("file_not_found");
    }

    [Fact]
    public async Task An_expression_that_would_never_end_is_given_up()
    {
        await using FileRig rig = FileRig.OnFolder();
        (await rig.WriteAsync("/evil", new string('a', 10_000) + "!")).ShouldNotBeNull().Error.ShouldBeNull();
        (await rig.WriteAsync("/good", "aaab")).ShouldNotBeNull().Error.ShouldBeNull();
        (List<SearchHit> hits, SearchEnd end) = await rig.SearchAsync(Any with { Text = "(a+)+b", Regex = true });
        hits.ShouldHaveSingleItem().Path.ShouldBe("/good");
        (end.Skipped, end.Stopped).ShouldBe((1, null));
    }

    [Fact]
    public async Task A_search_opens_no_pipe_and_follows_no_link()
    {
        await using FileRig rig = FileRig.OnFolder();
        (await TestContainer.RunAsync("mkfifo", Path.Combine(rig.Path, "pipe"))).Code.ShouldBe(0);
        Directory.CreateDirectory(Path.Combine(rig.Path, "d"));
        File.CreateSymbolicLink(Path.Combine(rig.Path, "d", "up"), "/");
        (List<SearchHit> hits, SearchEnd end) = await rig.SearchAsync(Any with { Text = "root" });
        hits.ShouldBeEmpty();
        end.Entries.ShouldBe(3);
    }

    private static async Task<FileRig> FilledAsync(Action<Anchorage.NodeAgent.Files.FilesOptions>? configure = null)
    {
        FileRig rig = FileRig.OnFolder(configure: configure);
        foreach ((string path, string text) in ((string, string)[])
        [
            ("/a/Notes.txt", "first\nthe Needle is here\r\n\nneedle needle\nlast"),
            ("/a/notes-2.md", "nothing"),
            ("/a/b1/binary", "needle\0needle"),
            (@"/a/\xff", "needle"),
            ("/.git/config", "needle"),
            ("/a/node_modules/x/index.js", "needle"),
            ("/long", new string('.', 10_000) + "far away" + new string('.', 1000)),
        ])
        {
            (await rig.WriteAsync(path, text, parents: true)).ShouldNotBeNull().Error.ShouldBeNull();
        }

        return rig;
    }

    private static async Task<string[]> PathsAsync(FileRig rig, SearchFiles request) => [.. (await rig.SearchAsync(request)).Hits.Select(h => h.Path)];
}
