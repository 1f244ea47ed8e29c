using Anchorage.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>Files of a real instance in a real browser, and the same files on the command line.</summary>
public sealed class FilesTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    private const int Patience = 90_000;

    [Fact]
    public async Task Files_are_uploaded_edited_deleted_and_taken_back()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "files");
        var instance = await user.CreateAsync("shelf");
        string id = instance.Id();
        using var cli = await CliUser.SignInAsync(user);
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        var page = visitor.Page;
        page.SetDefaultTimeout(Patience);
        await visitor.GoAsync($"/instances/{id}?tab=files&path=/root");
        await visitor.See("files-empty", 90);

        // Up, by the button and with a name that is no plain word.
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "größe & co.txt", MimeType = "text/plain", Buffer = "first\n"u8.ToArray() });
        await visitor.See("file-größe & co.txt", 90);
        await visitor.ScreenshotAsync("files-list");

        // Edited here, then behind the editor's back.
        await page.GetByTestId("file-größe & co.txt").GetByRole(AriaRole.Button, new() { Name = "größe & co.txt", Exact = true }).ClickAsync();
        ILocator text = page.GetByLabel("Content of größe & co.txt");
        await text.WaitForAsync();
        await text.PressAsync("Control+End");
        await text.PressSequentiallyAsync("second");
        await visitor.Click("file-save");
        await page.GetByText("Saved", new() { Exact = true }).First.WaitForAsync();
        string copy = Path.Combine(cli.Home, "copy");
        await cli.MustAsync("cp", "shelf:/root/größe & co.txt", copy);
        (await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken)).ShouldBe("first\nsecond");
        await File.WriteAllTextAsync(copy, "theirs", TestContext.Current.CancellationToken);
        await cli.MustAsync("cp", copy, "shelf:/root/größe & co.txt");
        await text.PressSequentiallyAsync(" mine");
        await visitor.Click("file-save");
        await visitor.See("file-conflict", 90);
        await visitor.ScreenshotAsync("files-conflict");
        await visitor.Click("file-reload");
        await page.GetByTestId("editor").GetByText("theirs", new() { Exact = true }).WaitForAsync();
        await page.GetByLabel("Close the file").ClickAsync();

        // A folder, then gone and back.
        await visitor.Click("file-new");
        await visitor.Click("file-new-folder");
        await page.GetByTestId("file-name").FillAsync("drawer");
        await visitor.Click("file-name-submit");
        await visitor.See("file-drawer", 90);
        await page.GetByLabel("Select drawer").CheckAsync();
        await page.GetByLabel("Select größe & co.txt").CheckAsync();
        await visitor.Click("files-delete");
        await visitor.See("files-empty", 90);
        await visitor.Click("file-undo");
        await visitor.See("file-größe & co.txt", 90);
        await visitor.See("file-drawer", 90);
        (await cli.MustAsync("files", "ls", "shelf:/root")).ShouldContain("drawer/");

        // In the order of a column: by the keyboard, by clicks, and still so when the page is loaded anew.
        await page.Locator("input[type=file]").SetInputFilesAsync(
        [
            new FilePayload { Name = "page10.txt", MimeType = "text/plain", Buffer = "a longer text"u8.ToArray() },
            new FilePayload { Name = "page2.txt", MimeType = "text/plain", Buffer = "a text that is longer still"u8.ToArray() },
        ]);
        await visitor.See("file-page10.txt", 90);
        await visitor.See("file-page2.txt", 90);
        await Head("Name").GetByRole(AriaRole.Button).PressAsync("Enter");
        await OrderedAsync("Name", "ascending", "drawer", "größe & co.txt", "page2.txt", "page10.txt");
        await Head("Size").GetByRole(AriaRole.Button).ClickAsync();
        await OrderedAsync("Size", "ascending", "drawer", "größe & co.txt", "page10.txt", "page2.txt");
        await Head("Size").GetByRole(AriaRole.Button).ClickAsync();
        await OrderedAsync("Size", "descending", "drawer", "page2.txt", "page10.txt", "größe & co.txt");
        await page.ReloadAsync();
        await OrderedAsync("Size", "descending", "drawer", "page2.txt", "page10.txt", "größe & co.txt");

        // A folder up by the command line, found by its content in the page, opened from there, and down again in both ways.
        string tree = Path.Combine(cli.Home, "tree");
        Directory.CreateDirectory(Path.Combine(tree, "inner"));
        await File.WriteAllTextAsync(Path.Combine(tree, "inner", "deep.txt"), "one\nthe needle in it\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(tree, "inner", "deep.txt"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(tree, "link"), "inner/deep.txt");
        await cli.MustAsync("cp", "-r", tree, "shelf:/root");
        (await cli.MustAsync("files", "cat", "shelf:/root/tree/link")).ShouldBe("one\nthe needle in it");
        (await cli.MustAsync("files", "search", "shelf:/root", "needle")).Trim().ShouldBe("/root/tree/inner/deep.txt:2: the needle in it");
        (await cli.MustAsync("files", "search", "shelf:/root", "--name", "*.txt")).ShouldContain("/root/größe & co.txt");
        await cli.MustAsync("cp", "-r", "shelf:/root/tree", Path.Combine(cli.Home, "back"));
        File.ResolveLinkTarget(Path.Combine(cli.Home, "back", "link"), returnFinalTarget: false).ShouldNotBeNull().FullName.ShouldBe(Path.Combine(cli.Home, "back", "inner", "deep.txt"));
        File.GetUnixFileMode(Path.Combine(cli.Home, "back", "inner", "deep.txt")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await page.GetByLabel("Read the folder again").ClickAsync();
        await visitor.See("file-tree", 90);
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByLabel("Download tree as an archive").ClickAsync());
        download.SuggestedFilename.ShouldBe("tree.tar.gz");
        (await Tool.MustAsync("tar", "-tzf", await download.PathAsync())).ShouldContain("tree/inner/deep.txt");
        await visitor.Click("file-search-open");
        await page.GetByTestId("file-search-text").FillAsync("needle");
        await visitor.Click("file-search-submit");
        await visitor.See("file-search-hit", 90);
        await visitor.ScreenshotAsync("files-search");
        await page.GetByTestId("file-search-hit").ClickAsync();
        await page.GetByTestId("editor").GetByText("the needle in it", new() { Exact = true }).WaitForAsync();
        await page.GetByLabel("Close the file").ClickAsync();

        // A folder that is dropped goes up with all that is in it.
        await page.EvaluateAsync("""
            () => {
              const file = (path) => ({ isFile: true, isDirectory: false, fullPath: path, file: (done) => done(new File(['dropped'], path.split('/').pop())) });
              const entry = { isFile: false, isDirectory: true, fullPath: '/dropped', createReader: () => { let left = [file('/dropped/a.txt')]; return { readEntries: (done) => { done(left); left = []; } }; } };
              const event = new DragEvent('drop', { bubbles: true, cancelable: true });
              Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files: [], items: [{ kind: 'file', webkitGetAsEntry: () => entry }] } });
              document.querySelector('[data-testid=files]').dispatchEvent(event);
            }
            """);
        await visitor.See("file-dropped", 90);
        (await cli.MustAsync("files", "cat", "shelf:/root/dropped/a.txt")).ShouldBe("dropped");
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("shelf");

        ILocator Head(string column) => page.GetByRole(AriaRole.Columnheader, new() { Name = column, Exact = true });

        async Task OrderedAsync(string column, string order, params string[] names)
        {
            await page.Locator($"th[aria-sort={order}]").GetByText(column, new() { Exact = true }).WaitForAsync();
            string seen = string.Empty;
            await Eventually.HoldsAsync($"files by {column}, {order}", 90, async () =>
            {
                seen = string.Join('|', await page.GetByTestId("files").Locator("tbody[data-testid^=file-]").EvaluateAllAsync<string[]>("rows => rows.map((row) => row.dataset.testid.slice(5))"));
                return seen == string.Join('|', names);
            }, () => seen);
        }
    }

    [Fact]
    public async Task A_file_that_is_dropped_on_a_terminal_goes_where_its_shell_is_and_its_path_is_typed()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "dropper");
        var instance = (await user.CreateAsync("jetsam")).Id();
        using var cli = await CliUser.SignInAsync(user);
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.Click("terminal-open");
        var screen = new TerminalScreen(visitor.Page);
        await screen.OpenAsync(60);
        await screen.RunUntilAsync("mkdir -p /srv/hold && cd /srv/hold && printf '\\e]7;file://%s%s\\a' jetsam \"$PWD\"; echo in-$((40+2))", "in-42");
        await visitor.Page.Locator("[data-testid=terminal] header").GetByText("/srv/hold", new() { Exact = true }).WaitForAsync();

        // The name needs quotes; the second one of the same name takes another.
        foreach (var (content, typed) in new[] { ("first", "'/srv/hold/sea chart.txt'"), ("second", "'/srv/hold/sea chart-1.txt'") })
        {
            await screen.FocusAsync();
            await visitor.Page.Keyboard.PressAsync("Control+u");
            await visitor.Page.Keyboard.TypeAsync("cat ");
            await visitor.Page.EvaluateAsync(
                """
                (content) => {
                  const data = new DataTransfer();
                  data.items.add(new File([content], 'sea chart.txt'));
                  document.querySelector('[data-testid=terminal] .xterm-screen').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
                }
                """,
                content);
            await screen.ShowsAsync($"cat {typed}", 60);
            await visitor.Page.Keyboard.PressAsync("Enter");
            await screen.ShowsAsync($"{content}", 60);
        }

        (await cli.MustAsync("files", "ls", "jetsam:/srv/hold")).ShouldContain("sea chart-1.txt");
        await visitor.ScreenshotAsync("terminal-drop");
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("jetsam");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_page_fits_a_telephone(bool isDark)
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "pocket");
        string id = (await user.CreateAsync("pouch")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user, 390, 844, isDark);
        var page = visitor.Page;
        await visitor.GoAsync($"/instances/{id}?tab=files&path=/etc&q=passwd");
        await visitor.See("file-passwd", 90);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await visitor.Click("file-search-open");
        await page.GetByTestId("file-search-text").FillAsync("root");
        await visitor.Click("file-search-submit");
        await page.GetByTestId("file-search-hit").First.WaitForAsync(new() { Timeout = Patience });
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await visitor.ScreenshotAsync($"files-390-{(isDark ? "dark" : "light")}");
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("pouch");
    }
}
