using System.Security.Cryptography;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Failures;

/// <summary>A shell outlives the processes that brought it to the browser; a transfer goes on where it was.</summary>
public sealed class TerminalSurvivalTests(SharedBrowser browser) : EndToEndTest
{
    /// <summary>Bytes of a chunk of a small file (inventory D10).</summary>
    private const int Chunk = 64 * 1024;

    [Fact]
    public async Task A_terminal_and_a_transfer_go_on_after_kill_9_of_the_server_and_of_the_agent()
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
        await screen.OpenAsync(90);
        await screen.RunAsync("echo server:$kept:");
        await screen.ShowsAsync("server:alive-");

        // In the middle of a transfer.
        var content = RandomNumberGenerator.GetBytes(200_000);
        var files = new[] { new { path = "/root/cargo.bin", size = content.Length, checksum = Convert.ToHexStringLower(SHA256.HashData(content)) } };
        var transfers = $"/api/cloud/instance/{id}/transfer";
        var transfer = $"{transfers}/{(string)(await user.PostAsync($"{transfers}/start", new { operation = "upload", files })).Must(200).Json!["transferId"]!}";
        await SendAsync(1);

        await server.Agent.KillAsync();
        server.StartAgent();
        await server.NodeOnlineAsync();
        await Eventually.HoldsAsync("the terminal after the agent's restart", 120, async () =>
        {
            await screen.OpenAsync(90);
            await screen.RunAsync("echo agent:$kept:");
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            return (await screen.TextAsync()).Contains("agent:alive-", StringComparison.Ordinal);
        });
        var rest = (await user.PostAsync($"{transfer}/resume")).Must(200).Json!["missing"]![0]!["chunks"]!.AsArray().Select(chunk => (int)chunk!).ToList();
        rest.ShouldBe([0, 2, 3]);
        foreach (var index in rest)
        {
            await SendAsync(index);
        }

        (await user.PostAsync($"{transfer}/finalize")).Must(200);
        var container = (await EngineObjects.ContainerOfAsync(id)).ShouldNotBeNull();
        (await Tool.RunAsync("docker", "exec", container, "sha256sum", "/root/cargo.bin")).Standard.ShouldStartWith(files[0].checksum);
        await user.RemoveAsync("raft");

        async Task SendAsync(int index)
        {
            var data = Convert.ToBase64String(content.AsSpan(index * Chunk, Math.Min(Chunk, content.Length - (index * Chunk))));
            (await user.SendAsync(HttpMethod.Put, $"{transfer}/chunk", new { chunkIndex = index, data })).Must(200);
        }
    }
}
