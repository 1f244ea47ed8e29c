using System.Text.Json;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Dashboard;

/// <summary>One sign-in opens every part that an account has a right for; the others are neither shown nor answered.</summary>
public sealed class RightsTests(SharedInstallation shared, SharedBrowser browser) : EndToEndTest
{
    private static readonly string[] Everybody = ["instances", "nodes", "operations", "audit"];

    /// <summary>The session of the page calls, as its own program would.</summary>
    private const string Call =
        "async ([method, path, body]) => { const answer = await fetch(path, { method, headers: body ? { 'Content-Type': 'application/json', 'If-Match': '*' } : {}, body: body ?? undefined });"
        + " const text = await answer.text(); let code = null; try { code = JSON.parse(text).code ?? null; } catch { } return { status: answer.status, code }; }";

    [Fact, Trait("case", "X-06")]
    public async Task An_ordinary_account_reaches_its_parts_and_sees_nothing_of_the_others()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var user = await ApiUser.SignUpAsync(server.Url, "deckhand");
        var node = (await server.NodeOnlineAsync()).Id();
        var instance = (await user.CreateAsync("mine")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);

        await ReachesAsync(visitor, Everybody);
        await HasNotAsync(visitor, "nav-users", "nav-images");
        await ReadsAsync(
            visitor, "/api/auth/me", "/api/auth/sessions", "/api/instances", $"/api/instances/{instance}/logs", "/api/images", "/api/nodes", $"/api/nodes/{node}", "/api/nodes/onboarding-keys", "/api/operations", "/api/audit",
            "/api/tokens", "/api/users/me/ssh-keys", $"/api/terminals?instanceId={instance}");
        await visitor.GoAsync($"/instances/{instance}");
        foreach (var tab in new[] { "overview", "terminal", "logs", "settings" })
        {
            await visitor.See($"tab-{tab}");
        }

        // The machine belongs to the house: it may be used, not changed.
        await visitor.GoAsync($"/nodes/{node}");
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "Details" }).Or(visitor.Page.GetByText("Last seen")).First.WaitForAsync();
        await HasNotAsync(visitor, "node-drain", "node-shared", "node-save", "node-revoke");
        await RefusedAsync(visitor, "PATCH", $"/api/nodes/{node}", new { draining = true });
        await RefusedAsync(visitor, "DELETE", $"/api/nodes/{node}");

        foreach (var page in new[] { "/users", "/images", $"/users/{(await server.Admin.GetAsync("/api/auth/me"))["user"]!.Id()}" })
        {
            await visitor.GoAsync(page);
            await visitor.See("not-found");
        }

        await RefusedAsync(visitor, "GET", "/api/users");
        await RefusedAsync(visitor, "POST", "/api/users", new { username = "stowaway", email = "stowaway@example.org" });
        await RefusedAsync(visitor, "PUT", "/api/images", new { items = Array.Empty<object>() });
        await RefusedAsync(visitor, "GET", "/api/admin/grains");
        await RefusedAsync(visitor, "POST", "/api/admin/backup");
        await user.RemoveAsync("mine");
    }

    [Fact, Trait("case", "X-06")]
    public async Task An_administrator_keeps_the_house_and_does_not_look_inside_what_belongs_to_others()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var owner = await ApiUser.SignUpAsync(server.Url, "owner");
        var instance = (await owner.CreateAsync("private")).Id();
        using var mate = await HireAsync(server, "mate", "admin");
        var node = (await server.NodeOnlineAsync()).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, mate);

        await ReachesAsync(visitor, [.. Everybody, "users"]);
        await HasNotAsync(visitor, "nav-images");
        await ReadsAsync(visitor, "/api/users", "/api/instances?all=true", "/api/nodes", "/api/audit");
        await visitor.GoAsync($"/instances/{instance}?tab=terminal");
        await visitor.See("tab-settings");
        await HasNotAsync(visitor, "tab-terminal", "tab-logs", "terminal-open", "ssh-anchorage", "ssh-command");
        await RefusedAsync(visitor, "GET", $"/api/instances/{instance}/logs");
        await RefusedAsync(visitor, "POST", "/api/terminals", new { instanceId = instance, columns = 80, rows = 24 });
        await visitor.GoAsync($"/nodes/{node}");
        await visitor.See("node-shared");

        await visitor.GoAsync("/images");
        await visitor.See("not-found");
        await RefusedAsync(visitor, "PUT", "/api/images", new { items = Array.Empty<object>() });
        await RefusedAsync(visitor, "POST", "/api/admin/backup");
        await owner.RemoveAsync("private");
    }

    [Fact, Trait("case", "X-06")]
    public async Task A_superadmin_reaches_every_part()
    {
        var server = Shared(shared);
        Needs.Browser();
        using var captain = await HireAsync(server, "captain", "superadmin");
        await using var visitor = await Visitor.SignInAsync(browser.Value, captain);

        await ReachesAsync(visitor, [.. Everybody, "users", "images"]);
        await ReadsAsync(visitor, "/api/users", "/api/images", "/api/admin/grains", "/api/audit");
        await visitor.GoAsync("/images");
        await visitor.See("image-add");
    }

    private static async Task<ApiUser> HireAsync(Installation server, string prefix, string role)
    {
        var (name, password) = (ApiUser.NewName(prefix), ApiUser.NewPassword());
        (await server.Admin.PostAsync("/api/users", new { username = name, email = $"{name}@example.org", role, password })).Must(201);
        return await ApiUser.SignInAsync(server.Url, name, password);
    }

    /// <summary>Goes to each part by its entry in the navigation; none asks to sign in again, none breaks.</summary>
    private static async Task ReachesAsync(Visitor visitor, IEnumerable<string> parts)
    {
        foreach (var part in parts)
        {
            await visitor.TurnToAsync(part);
            await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync();
            await HasNotAsync(visitor, "login-username", "not-found", "error-state");
        }
    }

    private static async Task HasNotAsync(Visitor visitor, params string[] testIds)
    {
        foreach (var id in testIds)
        {
            (await visitor.Page.GetByTestId(id).CountAsync()).ShouldBe(0, id);
        }
    }

    private static async Task ReadsAsync(Visitor visitor, params string[] paths)
    {
        foreach (var path in paths)
        {
            (await CallAsync(visitor, "GET", path, null)).GetProperty("status").GetInt32().ShouldBe(200, path);
        }
    }

    private static async Task RefusedAsync(Visitor visitor, string method, string path, object? body = null)
    {
        var answer = await CallAsync(visitor, method, path, body);
        answer.GetProperty("status").GetInt32().ShouldBe(403, $"{method} {path}");
        answer.GetProperty("code").GetString().ShouldBe("forbidden", $"{method} {path}");
    }

    private static async Task<JsonElement> CallAsync(Visitor visitor, string method, string path, object? body)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await visitor.Page.EvaluateAsync<JsonElement>(Call, new[] { method, path, body is null ? null : JsonSerializer.Serialize(body) });
            }
            catch (Microsoft.Playwright.PlaywrightException exception) when (attempt < 5 && exception.Message.Contains("Failed to fetch", StringComparison.Ordinal))
            {
                // A container that starts changes the machine's network, at which Chromium breaks off what is on its way. That is no answer: asked again.
            }
        }
    }
}
