using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Failures;

/// <summary>A shell outlives the processes that brought it to the browser.</summary>
public sealed class TerminalSurvivalTests(SharedBrowser browser) : EndToEndTest
{
    [Fact]
    public async Task A_terminal_goes_on_after_kill_9_of_the_server_and_of_the_agent()
    {
        Needs.Docker();
        Needs.Browser();
        var server = Keep(await Installation.StartAsync());
        using var user = await ApiUser.SignUpAsync(server.Url, "survivor");
        var id = (await user.CreateAsync("raft")).Id();
        await using var visitor = await Visitor.SignInAsync(browser.Value, user);
        await visitor.GoAsync($"/instances/{id}?tab=terminal");
        await visitor.Click("terminal-open");
        var screen = new TerminalScreen(visitor.Page);
        await screen.OpenAsync();
        await screen.RunAsync("kept=alive-$$; echo $kept");
        await screen.ShowsAsync("alive-");

        await server.Server.KillAsync();
        await visitor.See("terminal-overlay");
        await server.StartServerAsync();
        // The running agent is adopted: it comes back by itself.
        await server.NodeOnlineAsync();
        server.Agent.HasEnded.ShouldBeFalse();
        await screen.OpenAsync(40);
        await screen.RunAsync("echo server:$kept:");
        await screen.ShowsAsync("server:alive-");

        await server.Agent.KillAsync();
        server.StartAgent();
        await server.NodeOnlineAsync();
        await Eventually.HoldsAsync("the terminal after the agent's restart", 40, async () =>
        {
            await screen.OpenAsync(30);
            await screen.RunAsync("echo agent:$kept:");
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            return (await screen.TextAsync()).Contains("agent:alive-", StringComparison.Ordinal);
        });
        await user.RemoveAsync("raft");
    }
}
