using System.Collections.Concurrent;
using System.Diagnostics;
using Anchorage.EndToEnd.Tests.Support;
using Anchorage.Testing;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>Pages that change by themselves and ask for nothing.</summary>
public sealed class LiveTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Two_tabs_follow_what_happens_without_a_reload()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "tabs");
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        var second = await visitor.TabAsync();
        await visitor.GoAsync("/", second);
        await visitor.See("instances-empty");

        var instance = await user.CreateAsync("seen");
        await visitor.SeeText("instance-status-seen", "running");
        await second.GetByTestId("instance-status-seen").GetByText("running").WaitForAsync();

        var container = (await EngineObjects.ContainerOfAsync(instance.Id()))!;
        await Promptness.WithinAsync("the stop is seen", 2, () => SeenAsync("stopped", "stop", "-t", "1"), () => SeenAsync("running", "start"));
        await second.GetByTestId("instance-status-seen").GetByText("stopped").WaitForAsync();
        await user.RemoveAsync("seen");
        await visitor.See("instances-empty");
        visitor.Errors.ShouldBeEmpty();

        async Task<TimeSpan> SeenAsync(string status, params string[] command)
        {
            await Tool.MustAsync("docker", [.. command, container]);
            var watch = Stopwatch.StartNew();
            await visitor.SeeText("instance-status-seen", status);
            return watch.Elapsed;
        }
    }

    [Fact]
    public async Task An_open_page_makes_no_request_for_a_minute()
    {
        var server = Shared(shared);
        Needs.Browser();
        // Their own pages: what others do on the shared server must not reach them.
        using var user = await ApiUser.SignUpAsync(server.Url, "quiet");
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        await visitor.See("instances-empty");
        // Containers of other tests change the machine's network, at which Chromium breaks off the page's socket; the page connects again and looks what it missed.
        // That is no polling: the minute begins anew then.
        var connected = Stopwatch.GetTimestamp();
        ConcurrentQueue<string> requests = new();
        visitor.Page.WebSocket += (_, _) =>
        {
            Volatile.Write(ref connected, Stopwatch.GetTimestamp());
            requests.Clear();
        };
        visitor.Page.Request += (_, request) =>
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref connected)) > CatchUp)
            {
                requests.Enqueue($"{request.Method} {request.Url}");
            }
        };

        await Eventually.HoldsAsync("a minute without a new connection", 300, () => Task.FromResult(Stopwatch.GetElapsedTime(Volatile.Read(ref connected)) > Minute + CatchUp));

        requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disabled_account_loses_its_open_page_within_two_seconds()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "leaver");
        var id = (await user.GetAsync("/api/auth/me"))["user"]!.Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        await visitor.See("instances-empty");

        await Promptness.WithinAsync(
            "the end of the session is seen",
            2.5,
            async () =>
            {
                await BecomesAsync("disabled");
                var watch = Stopwatch.StartNew();
                await visitor.See("login-username");
                return watch.Elapsed;
            },
            async () =>
            {
                await BecomesAsync("active");
                await visitor.SignInAsync(user);
                await visitor.See("instances-empty");
            });
        await SaysAsync(visitor, "disabled");
        (await user.SendAsync(HttpMethod.Get, "/api/instances")).Must(401).Code.ShouldBe("signed_out_disabled");

        async Task BecomesAsync(string status) => (await server.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { status }, ifMatch: "*")).Must(200);
    }

    [Fact]
    public async Task Whoever_opens_a_page_with_an_account_that_expired_is_told_so()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "former");
        var id = (await user.GetAsync("/api/auth/me"))["user"]!.Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        await visitor.See("instances-empty");
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(5);

        (await server.Admin.SendAsync(HttpMethod.Patch, $"/api/users/{id}", new { expiresAt = soon }, ifMatch: "*")).Must(200);

        await visitor.See("login-username");
        await SaysAsync(visitor, "account has expired");
        await visitor.GoAsync("/nodes");
        await visitor.See("login-username");
        await SaysAsync(visitor, "account has expired");
    }

    private static Task SaysAsync(Visitor visitor, string text) => visitor.Page.Locator("body").Filter(new() { HasText = text }).WaitForAsync();
}
