using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Terminals;

/// <summary>A terminal that is to end with its last viewer, from the browser's socket to the process.</summary>
public sealed class LastViewerTests
{
    [Fact, Trait("case", "A-08"), Trait("case", "D-31")]
    public async Task A_shell_for_one_window_has_prompt_size_and_exit_code_and_ends_with_the_window()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, realTerminals: true);
        Person owner = await server.NewPersonAsync();
        string instance = await owner.NewInstanceAsync();

        // Somebody without the right is refused before anything is upgraded.
        string terminal = await OpenAsync(owner, instance);
        Person other = await server.NewPersonAsync();
        (await other.PostAsync("/api/terminals", new { instanceId = instance })).ShouldBe(404, "instance_not_found");
        (await other.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "watch" })).ShouldBe(404, "terminal_not_found");
        string stolen = (await owner.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).ShouldBe(200)["url"];
        (await other.UpgradeAsync(stolen)).Status.ShouldBe(401);
        (await server.Stranger().UpgradeAsync(stolen)).Status.ShouldBe(401);

        // Prompt, size, Ctrl-C.
        TerminalWindow window = await TerminalWindow.AttachAsync(owner, terminal);
        await window.ShowsAsync("prompt$ ");
        await window.SendAsync("""{"type":"resize","columns":101,"rows":33}""");
        await window.ControlAsync("resized");
        await window.TypeAsync("stty size; echo pid:$$:\n");
        await window.ShowsAsync("33 101");
        await window.TypeAsync("sleep 1000 & echo child:$!:\n");
        await window.ShowsAsync("pid:");
        await Wait.UntilAsync(() => Number(window.Text, "child:") > 0, "the pid of the child");
        (int shell, int child) = (Number(window.Text, "pid:"), Number(window.Text, "child:"));
        await window.TypeAsync("sh -c 'echo busy-$((1)); exec sleep 999'\n");
        await window.ShowsAsync("busy-1");
        await window.TypeAsync("\u0003");
        await window.ShowsAsync("^C");
        await window.TypeAsync("echo interrupted-$((1))\n");
        await window.ShowsAsync("interrupted-1");
        IsAlive(shell).ShouldBeTrue();

        // The window is closed: what ran in it ends within ten seconds, and nothing is left of the terminal.
        long closed = Stopwatch.GetTimestamp();
        await window.DisposeAsync();
        await Wait.UntilAsync(() => !IsAlive(shell) && !IsAlive(child), "the end of the shell and its child");
        Stopwatch.GetElapsedTime(closed).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await Wait.UntilAsync(async () => (await owner.GetAsync($"/api/terminals/{terminal}")).Status == 404, "the terminal is gone");
        (await owner.GetAsync("/api/terminals")).Items().ShouldBeEmpty();

        // A shell that ends by itself says with which code.
        await using TerminalWindow next = await TerminalWindow.AttachAsync(owner, await OpenAsync(owner, instance));
        await next.TypeAsync("exit 7\n");
        (await next.ControlAsync("exit")).GetProperty("code").GetInt32().ShouldBe(7);
    }

    [Fact]
    public async Task Without_being_asked_for_it_a_terminal_outlives_its_windows()
    {
        await using TestServer server = await TestServer.StartAsync();
        await using TestNode node = await TestNode.StartAsync(server, realTerminals: true);
        Person owner = await server.NewPersonAsync();
        string instance = await owner.NewInstanceAsync();
        string kept = (await owner.PostAsync("/api/terminals", new { instanceId = instance })).ShouldBe(201)["terminal.id"];
        string ends = await OpenAsync(owner, instance);
        foreach (string terminal in (string[])[kept, ends])
        {
            await using TerminalWindow window = await TerminalWindow.AttachAsync(owner, terminal);
            await window.ShowsAsync("prompt$ ");
        }

        await Wait.UntilAsync(async () => (await owner.GetAsync($"/api/terminals/{ends}")).Status == 404, "the end of the other");
        Answer left = (await owner.GetAsync($"/api/terminals/{kept}")).ShouldBe(200);
        (left["state"], left["endWhenLastViewerLeaves"]).ShouldBe(("open", "False"));

        (await owner.PatchAsync($"/api/terminals/{kept}", new { endWhenLastViewerLeaves = true })).ShouldBe(200)["endWhenLastViewerLeaves"].ShouldBe("True");
        await Wait.UntilAsync(async () => (await owner.GetAsync($"/api/terminals/{kept}")).Status == 404, "its end, now that it was asked for");
    }

    private static async Task<string> OpenAsync(Person owner, string instance)
    {
        JsonElement terminal = (await owner.PostAsync("/api/terminals", new { instanceId = instance, endWhenLastViewerLeaves = true })).ShouldBe(201).Json.GetProperty("terminal");
        terminal.GetProperty("endWhenLastViewerLeaves").GetBoolean().ShouldBeTrue();
        return terminal.GetProperty("id").GetString()!;
    }

    /// <summary>The last number between a word and a colon: what was typed has none there.</summary>
    private static int Number(string text, string after) => text.Split(after).Skip(1)
        .Select(rest => int.TryParse(rest.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0).LastOrDefault(number => number > 0);

    private static bool IsAlive(int pid) => File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
}
