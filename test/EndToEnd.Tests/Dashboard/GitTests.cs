using Anchorage.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>Git in a real instance: in a real browser and on the command line, with remotes by file and by the instance's own SSH server.</summary>
public sealed class GitTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    private const int Patience = 90_000;
    private const string Hash = "[0-9a-f]{40}";

    // A remote that is reached by SSH with a key, and a repository with changes. Nobody confirmed the key of the host yet, and nobody said who commits.
    private const string Prepare = """
        set -e
        ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
        cat /root/.ssh/id_ed25519.pub >> /root/.ssh/authorized_keys
        git init -q --bare -b main /root/hub.git
        git init -q -b main /root/app
        cd /root/app
        printf 'one\ntwo\nthree\n' > readme.txt
        mkdir src && echo 'print("hello")' > src/main.py
        git add . && git -c user.name=Seed -c user.email=seed@example.org commit -q -m 'First version'
        git remote add origin ssh://root@127.0.0.1/root/hub.git
        git push -q /root/hub.git main
        printf 'one\n2\nthree\nfour\n' > readme.txt
        echo new > 'größe & co.txt'
        rm src/main.py
        """;

    [Fact, Trait("case", "D-29")]
    public async Task Changes_go_from_the_page_to_the_remote()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "gitter");
        string id = (await user.CreateAsync("works")).Id();
        using var cli = await CliUser.SignInAsync(user);
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        var page = visitor.Page;
        page.SetDefaultTimeout(Patience);
        await visitor.GoAsync($"/instances/{id}?tab=git");
        await visitor.See("git-empty", 90);
        await cli.MustAsync("exec", "works", "--", "bash", "-c", Prepare);

        // A clone by the page; then both repositories are found, the one with changes first.
        await visitor.Click("repo-add");
        await page.GetByTestId("clone-url").FillAsync("http://example.org/x.git");
        await visitor.Click("repo-add-submit");
        await visitor.SeeText("form-error", "https://HOST/PATH", 90);
        await page.GetByTestId("clone-url").FillAsync("file:///root/hub.git");
        await page.GetByTestId("repo-path").FillAsync("/root/copy");
        await visitor.Click("repo-add-submit");
        await visitor.SeeText("git-path", "/root/copy", 90);
        await visitor.Click("git-back");
        await visitor.SeeText("repo-/root/app", "3 changes", 90);
        await visitor.SeeText("repo-/root/copy", "Clean", 90);
        (await page.Locator("[data-testid^='repo-/']").First.GetAttributeAsync("data-testid")).ShouldBe("repo-/root/app");
        await visitor.ScreenshotAsync("git-repositories");

        // At a glance: where work waits, in all instances; and from there to the repository.
        await visitor.GoAsync("/repositories");
        await visitor.SeeText("repository-works-/root/app", "3 changes", 90);
        (await page.GetByTestId("repository-works-/root/copy").CountAsync()).ShouldBe(0);
        await page.GetByText("All", new() { Exact = true }).ClickAsync();
        await visitor.SeeText("repository-works-/root/copy", "Clean", 90);
        await visitor.ScreenshotAsync("repositories");
        await page.GetByTestId("repository-works-/root/app").GetByRole(AriaRole.Link).ClickAsync();
        await visitor.SeeText("git-path", "/root/app", 90);
        await visitor.Click("git-back");

        // What differs, what is staged, and a commit of somebody whom git does not know.
        await page.GetByTestId("repo-/root/app").GetByRole(AriaRole.Button, new() { Name = "/root/app" }).ClickAsync();
        await page.GetByTestId("git-unstaged-readme.txt").GetByRole(AriaRole.Button, new() { Name = "readme.txt", Exact = true }).ClickAsync();
        await visitor.SeeText("diff", "+four", 90);
        await page.GetByLabel("Stage readme.txt").ClickAsync();
        await visitor.See("git-staged-readme.txt", 90);
        await page.GetByLabel("Stage größe & co.txt").ClickAsync();
        await visitor.See("git-staged-größe & co.txt", 90);
        await page.GetByTestId("git-staged-readme.txt").GetByRole(AriaRole.Button, new() { Name = "readme.txt", Exact = true }).ClickAsync();
        await visitor.SeeText("diff", "+four", 90);
        await visitor.ScreenshotAsync("git-changes");
        await page.GetByTestId("commit-message").FillAsync("Count further");
        await page.GetByTestId("commit-message").PressAsync("Control+Enter");
        await visitor.See("commit-author", 90);
        await visitor.Click("commit");
        await page.GetByText("Nothing is staged.").First.WaitForAsync();
        (await InsideAsync(cli, "git -C /root/app log -1 --format=%s:%an")).ShouldBe($"Count further:{user.Name}");

        // The remote's key is not known: it says so and asks nobody. Then it is.
        await visitor.Click("git-push");
        await page.GetByText("git_host_unknown").First.WaitForAsync();
        await InsideAsync(cli, "ssh-keyscan -t ed25519 127.0.0.1 >> /root/.ssh/known_hosts 2>/dev/null");
        await visitor.Click("git-push");
        await page.GetByText("main pushed to origin").First.WaitForAsync();
        (await InsideAsync(cli, "git -C /root/hub.git log -1 --format=%s main")).ShouldBe("Count further");

        // Somebody else pushes by the command line; the page's push is rejected, and goes through after a pull.
        await InsideAsync(cli, "git config --global user.name Cleo; git config --global user.email cleo@example.org");
        (await cli.MustAsync("git", "pull", "works:/root/copy", "-o", "json")).ShouldContain("\"updated\": true");
        await InsideAsync(cli, "echo theirs > /root/copy/theirs.txt");
        (await cli.MustAsync("git", "status", "works:/root/copy")).Trim().ShouldBe("?? theirs.txt");
        await cli.MustAsync("git", "stage", "works:/root/copy", "theirs.txt");
        (await cli.MustAsync("git", "diff", "works:/root/copy", "--staged")).ShouldContain("+theirs");
        (await cli.MustAsync("git", "commit", "works:/root/copy", "-m", "Theirs")).Trim().ShouldMatch(Hash);
        await cli.MustAsync("git", "push", "works:/root/copy");
        await visitor.Click("git-unstaged-all");
        await visitor.See("git-staged-src/main.py", 90);
        await page.GetByTestId("commit-message").FillAsync("Without main");
        await visitor.Click("commit");
        await page.GetByText("Nothing is staged.").First.WaitForAsync();
        await visitor.Click("git-push");
        await visitor.See("git-rejected", 90);
        await visitor.ScreenshotAsync("git-rejected");
        await page.GetByTestId("git-rejected").GetByRole(AriaRole.Button, new() { Name = "Pull first" }).ClickAsync();
        await page.GetByText("Pulled", new() { Exact = true }).First.WaitForAsync();
        await visitor.Click("git-push");
        await page.GetByText("0 ahead, 0 behind").First.WaitForAsync();
        (await InsideAsync(cli, "git -C /root/hub.git log --format=%s main | sort | tail -n 1")).ShouldBe("Without main");

        // A branch of its own, and the history.
        await visitor.Click("git-branch");
        await page.GetByTestId("git-branch-filter").FillAsync("topic/one");
        await visitor.Click("git-branch-create");
        await page.GetByTestId("git-branch").GetByText("topic/one").WaitForAsync();
        await page.GetByTestId("git-view").GetByText("History").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "First version" }).ClickAsync();
        await visitor.SeeText("diff", "+three", 90);
        await visitor.ScreenshotAsync("git-history");
        (await cli.MustAsync("git", "branches", "works:/root/app")).ShouldContain("topic/one");
        (await cli.MustAsync("git", "repos", "works")).ShouldContain("/root/copy");
        (await cli.MustAsync("git", "log", "works:/root/copy", "--limit", "1")).ShouldContain("Theirs");
        (await cli.RunAsync("git", "push", "works:/root/app", "--branch", "nowhere")).Output.ShouldContain("git_ref_not_found");
        (await cli.MustAsync("git", "audit", "works:/root/app")).ShouldContain("git.push");

        // On a telephone, in the dark.
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(390, 844);
        await visitor.GoAsync($"/instances/{id}?tab=git&repo=/root/app");
        await InsideAsync(cli, "echo five >> /root/app/readme.txt; seq -s ' ' 200 > /root/app/a-name-that-is-much-too-long-for-a-narrow-screen-and-has-no-place-to-break.txt");
        await page.GetByLabel("Read the repository again").ClickAsync();
        await page.GetByTestId("git-unstaged-readme.txt").GetByRole(AriaRole.Button, new() { Name = "readme.txt", Exact = true }).ClickAsync();
        await visitor.SeeText("diff", "+five", 90);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await visitor.ScreenshotAsync("git-390-dark");
        visitor.Errors.ShouldBeEmpty();
        await user.RemoveAsync("works");
    }

    private static async Task<string> InsideAsync(CliUser cli, string script) => (await cli.MustAsync("exec", "works", "--", "bash", "-c", script)).TrimEnd('\n');
}
