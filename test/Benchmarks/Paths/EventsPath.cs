using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Anchorage.Benchmarks.Results;
using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>One event to many connected pages.</summary>
internal static class EventsPath
{
    private const byte RecordEnd = 0x1E;

    // Rounds that are not counted: what they meet is compiled by them.
    private const int WarmUp = 5;

    public static async Task MeasureAsync(BenchRun run)
    {
        int subscribers = run.Count(1000, 100);
        int rounds = run.Count(30, 2);
        run.Begin($"one event to {subscribers} subscribers");
        using Installation installation = new();
        await installation.ReadyAsync(run.Stopping);
        using ApiClient api = await ApiClient.FirstAsync(installation, run.Stopping);
        ClientWebSocket[] sockets = await Task.WhenAll(Enumerable.Range(0, subscribers).Select(_ => ConnectAsync(installation, api, run.Stopping)));
        try
        {
            Samples times = new();
            for (int i = -WarmUp; i < rounds; i++)
            {
                // The wait for an event begins before it is caused.
                Task<long>[] arrivals = [.. sockets.Select(s => ReceiveAsync(s, "audit.appended", run.Stopping))];
                long begin = Stopwatch.GetTimestamp();
                await api.PostAsync("/api/tokens", new JsonObject { ["label"] = $"event {i}", ["scopes"] = new JsonArray("*") }, run.Stopping);
                long[] at = await Task.WhenAll(arrivals).WaitAsync(TimeSpan.FromSeconds(30), run.Stopping);
                if (i < 0)
                {
                    continue;
                }

                times.AddRange(at.Select(t => Stopwatch.GetElapsedTime(begin, t).TotalMilliseconds));
            }

            run.Put(
                $"one event to {subscribers} subscribers", "ms", times, null, null, "p99 < 250 ms",
                "POST of a token sent until `audit.appended` reached each hub connection of its owner, the durable writes included; changes of objects are joined for 250 ms and come that much later. The subscribers share the cores.");
        }
        finally
        {
            foreach (ClientWebSocket socket in sockets)
            {
                socket.Dispose();
            }
        }
    }

    private static async Task<ClientWebSocket> ConnectAsync(Installation installation, ApiClient api, CancellationToken stopping)
    {
        ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + api.Token);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{installation.Port}/hubs/cloud"), stopping);
        await SendAsync(socket, """{"protocol":"json","version":1}""", stopping);
        await SendAsync(socket, """{"type":1,"invocationId":"1","target":"Resume","arguments":[null]}""", stopping);
        await ReceiveAsync(socket, "\"invocationId\":\"1\"", stopping);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string json, CancellationToken stopping) =>
        socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(json), RecordEnd], WebSocketMessageType.Text, true, stopping);

    private static async Task<long> ReceiveAsync(ClientWebSocket socket, string wanted, CancellationToken stopping)
    {
        byte[] buffer = new byte[8 * 1024];
        StringBuilder seen = new();
        while (true)
        {
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(buffer.AsMemory(), stopping);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                throw new InvalidOperationException($"The hub closed the connection: {socket.CloseStatusDescription}");
            }

            seen.Append(Encoding.UTF8.GetString(buffer, 0, result.Count));
            if (seen.ToString().Contains(wanted, StringComparison.Ordinal))
            {
                return Stopwatch.GetTimestamp();
            }
        }
    }
}
