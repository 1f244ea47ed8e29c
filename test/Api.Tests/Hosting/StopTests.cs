using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Anchorage.Api.Tests.Hosting;

public sealed class StopTests
{
    [Fact]
    public async Task A_server_with_open_streams_and_a_waiting_request_stops_in_order_within_ten_seconds()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using ServerProcess server = ServerProcess.Start();
        await server.ReadyAsync();
        using HttpClient operatorClient = server.Operator();
        await operatorClient.PostAsJsonAsync("/api/users", new { username = "boss", email = "boss@example.org", role = "superadmin", password = "long-enough-1" }, cancellation);
        using HttpClient client = new() { BaseAddress = new Uri(server.Url) };
        using HttpResponseMessage made = await client.PostAsJsonAsync("/api/auth/token", new { username = "boss", password = "long-enough-1", label = "test" }, cancellation);
        string token = JsonNode.Parse(await made.Content.ReadAsStringAsync(cancellation))!["token"]!.GetValue<string>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using HttpResponseMessage events = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, cancellation);
        using StreamReader stream = new(await events.Content.ReadAsStreamAsync(cancellation));
        (await stream.ReadLineAsync(cancellation)).ShouldBe("event: connected");
        using ClientWebSocket hub = new();
        hub.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await hub.ConnectAsync(new Uri(server.Url.Replace("http", "ws", StringComparison.Ordinal) + "/hubs/cloud"), cancellation);
        await hub.SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, cancellation);
        using ClientWebSocket link = new();
        await link.ConnectAsync(new Uri(server.Url.Replace("http", "ws", StringComparison.Ordinal) + "/agent/link"), cancellation);

        long begin = Stopwatch.GetTimestamp();
        server.Terminate();
        (await server.ExitAsync(TimeSpan.FromSeconds(10))).ShouldBe(0, server.Output);
        Stopwatch.GetElapsedTime(begin).ShouldBeLessThan(TimeSpan.FromSeconds(10));

        // The event stream ended as a whole answer, not as a broken connection.
        await stream.ReadToEndAsync(cancellation);
        server.Output.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task What_was_answered_before_the_end_is_there_at_the_next_start()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string folder = Path.Combine(Path.GetTempPath(), $"anchorage-api-{Guid.NewGuid():N}");
        try
        {
            await using (ServerProcess first = ServerProcess.Start(folder))
            {
                await first.ReadyAsync();
                using HttpClient operatorClient = first.Operator();
                await operatorClient.PostAsJsonAsync("/api/users", new { username = "keeper", email = "k@example.org", role = "user", password = "long-enough-1" }, cancellation);
                first.Terminate();
                (await first.ExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0, first.Output);
            }

            await using ServerProcess second = ServerProcess.Start(folder);
            await second.ReadyAsync();
            using HttpClient again = second.Operator();
            (await again.GetStringAsync("/api/users", cancellation)).ShouldContain("keeper");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
