using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Terminals;

/// <summary>Terminals of a container that is not there yet, or goes away.</summary>
public sealed class StartingTests(SharedInstallation shared) : EndToEndTest
{
    [Fact, Trait("case", "S-11")]
    public async Task A_container_that_starts_has_its_terminal_when_it_runs_and_says_so_before()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "early");
        var instance = (await user.CreateAsync("dawn")).Id();
        await user.DoAsync("dawn", "stop");
        (await user.PostAsync("/api/terminals", Wanted(instance))).Must(409).Code.ShouldBe("instance_stopped");

        var starting = (await user.PostAsync("/api/instances/dawn/start")).Must(202);
        List<string?> refusals = [];
        JsonNode? terminal = null;
        await Eventually.HoldsAsync("a terminal", 60, async () =>
        {
            var reply = await user.PostAsync("/api/terminals", Wanted(instance));
            if (reply.Code is { } code)
            {
                refusals.Add(code);
                return false;
            }

            terminal = reply.Must(201).Json!["terminal"];
            return true;
        });
        refusals.ShouldAllBe(code => code == "instance_stopped");
        await user.SucceedsAsync(starting.OperationId!);
        await using var window = await IdleTerminalWindow.OpenAsync(user, terminal!.Id());

        // What ends the window is said in a frame, and with a close code of ours, when the container goes.
        var restarting = (await user.PostAsync("/api/instances/dawn/restart")).Must(202);
        var (close, last) = await window.EndAsync();
        ((int?)close).ShouldNotBeNull().ShouldBeOneOf([1000, .. Enumerable.Range(4000, 1000)]);
        last.ShouldMatch("exit|error");
        await user.SucceedsAsync(restarting.OperationId!);
        await user.RemoveAsync("dawn");
    }

    private static object Wanted(string instance) => new { instanceId = instance, columns = 80, rows = 24 };

    // A window that only reads.
    private sealed class IdleTerminalWindow(ClientWebSocket socket) : IAsyncDisposable
    {
        public static async Task<IdleTerminalWindow> OpenAsync(ApiUser user, string terminal)
        {
            var ticket = (await user.PostAsync($"/api/terminals/{terminal}/ticket", new { role = "type" })).Must(200).Json!;
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(new UriBuilder(new Uri(user.Server, (string)ticket["url"]!)) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken);
            return new IdleTerminalWindow(socket);
        }

        public async Task<(WebSocketCloseStatus? Close, string LastText)> EndAsync()
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(90));
            var buffer = new byte[256 * 1024];
            var last = string.Empty;
            while (true)
            {
                var frame = await socket.ReceiveAsync(buffer, patience.Token);
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    return (socket.CloseStatus, last);
                }

                last = frame.MessageType == WebSocketMessageType.Text ? System.Text.Encoding.UTF8.GetString(buffer, 0, frame.Count) : last;
            }
        }

        public ValueTask DisposeAsync()
        {
            socket.Dispose();
            return default;
        }
    }
}
