using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Anchorage.Benchmarks.Results;
using Anchorage.Benchmarks.Running;
using Anchorage.Testing.Load;

namespace Anchorage.Benchmarks.Paths;

/// <summary>Two hundred idle terminals and a hundred pages for ten minutes (inventory X-08). The suite has a short form of it, <c>SoakTests</c>.</summary>
internal static class SoakPath
{
    private const byte RecordEnd = 0x1E;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan GiveBack = TimeSpan.FromSeconds(60);
    private static readonly string[] Lists = ["/api/instances?limit=50", "/api/nodes", "/api/operations?limit=50", "/api/audit?limit=50", "/api/users?limit=50"];

    public static async Task MeasureAsync(BenchRun run)
    {
        int terminals = run.Count(200, 40);
        int feeds = run.Count(100, 20);
        int instances = (terminals / 30) + 1;
        TimeSpan length = TimeSpan.FromSeconds(run.Count(600, 20));
        run.Begin($"{terminals} idle terminals and {feeds} feeds for {length.TotalMinutes:0.#} min");
        using Installation installation = new(new Dictionary<string, string> { ["Anchorage__Accounts__InstanceQuota"] = "10" });
        await installation.ReadyAsync(run.Stopping);
        using ApiClient api = await ApiClient.FirstAsync(installation, run.Stopping);
        await installation.StartAgentAsync(api, run.Stopping);
        List<string> ids = [];
        List<OpenSocket> sockets = [];
        try
        {
            for (int i = 0; i < instances; i++)
            {
                JsonNode made = await api.PostAsync("/api/instances", new JsonObject { ["name"] = $"soak{i}" }, run.Stopping);
                ids.Add((string)made["instance"]!["id"]!);
                await api.SucceedAsync(made, run.Stopping);
            }

            double rest = installation.Server.MemoryMb;
            ProcessFigures before = ProcessFigures.Of(installation.Server.Id);
            List<string> shells = [];
            for (int i = 0; i < terminals; i++)
            {
                shells.Add(await OpenTerminalAsync(api, installation, ids[i % ids.Count], sockets, run.Stopping));
            }

            for (int i = 0; i < feeds; i++)
            {
                sockets.Add(await OpenFeedAsync(api, installation));
            }

            await Task.Delay(length / 10, run.Stopping);
            Dictionary<string, ProcessFigures> early = Look(installation);
            ConcurrentBag<double> times = [];
            await CallListsAsync(api, length * 0.9, times, run.Stopping);
            Dictionary<string, ProcessFigures> late = Look(installation);

            int dead = sockets.Count(socket => !socket.IsOpen);
            await CloseAsync(api, sockets, shells, run.Stopping);
            ProcessFigures after = await GivenBackAsync(installation, before, run.Stopping);

            Samples calls = new();
            calls.AddRange(times);
            run.Put($"lists beside {terminals} idle terminals and {feeds} feeds", "ms", calls, null, null, "p95 < 1000 ms", $"Five kinds of lists, one call every {Pause.TotalMilliseconds:0} ms, for {length.TotalMinutes * 0.9:0.#} min.");
            run.Put($"{terminals} idle terminals and {feeds} feeds: connections lost", "of " + (terminals + feeds), dead, "0", $"After {length.TotalMinutes:0.#} min.", n: terminals + feeds);
            foreach ((string program, ProcessFigures then) in late)
            {
                run.Put(
                    $"{terminals} idle terminals and {feeds} feeds: growth of the {program}", "MiB", then.PrivateMb - early[program].PrivateMb, null,
                    $"Memory not mapped from files, from the first tenth of the time to its end: {early[program]} became {then}.");
            }

            run.Put($"{terminals} idle terminals and {feeds} feeds: descriptors of the server not given back", "descriptors", Math.Max(0, after.Descriptors - before.Descriptors), "<= 20", $"Before: {before} ({rest:0} MiB resident); after all were closed: {after}.");
        }
        finally
        {
            foreach (OpenSocket socket in sockets)
            {
                await socket.DisposeAsync();
            }

            foreach (string id in ids)
            {
                await api.SucceedAsync(await api.DeleteAsync($"/api/instances/{id}?purge=true", CancellationToken.None), CancellationToken.None);
            }
        }
    }

    private static async Task<string> OpenTerminalAsync(ApiClient api, Installation installation, string instance, List<OpenSocket> sockets, CancellationToken stopping)
    {
        JsonNode opened = await api.PostAsync("/api/terminals", new JsonObject { ["instanceId"] = instance, ["columns"] = 80, ["rows"] = 24 }, stopping);
        string id = (string)opened["terminal"]!["id"]!;
        JsonNode ticket = await api.PostAsync($"/api/terminals/{id}/ticket", new JsonObject { ["role"] = "type" }, stopping);
        OpenSocket socket = await OpenSocket.ConnectAsync(new Uri(installation.Address), (string)ticket["url"]!, token: null, acknowledges: true);
        sockets.Add(socket);
        await socket.SeeAsync("\"attached\"");
        return id;
    }

    private static async Task<OpenSocket> OpenFeedAsync(ApiClient api, Installation installation)
    {
        OpenSocket socket = await OpenSocket.ConnectAsync(new Uri(installation.Address), "/hubs/cloud", api.Token, acknowledges: false);
        foreach (string json in new[] { """{"protocol":"json","version":1}""", """{"type":1,"invocationId":"1","target":"Resume","arguments":[null]}""" })
        {
            await socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(json), RecordEnd], WebSocketMessageType.Text);
        }

        await socket.SeeAsync("\"invocationId\":\"1\"");
        return socket;
    }

    private static async Task CallListsAsync(ApiClient api, TimeSpan length, ConcurrentBag<double> times, CancellationToken stopping)
    {
        long begin = Stopwatch.GetTimestamp();
        using PeriodicTimer timer = new(Pause);
        for (int i = 0; Stopwatch.GetElapsedTime(begin) < length && await timer.WaitForNextTickAsync(stopping); i++)
        {
            long sent = Stopwatch.GetTimestamp();
            await api.ReadAsync(Lists[i % Lists.Length], stopping);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }
    }

    private static Dictionary<string, ProcessFigures> Look(Installation installation) => new()
    {
        ["server"] = ProcessFigures.Of(installation.Server.Id),
        ["agent"] = ProcessFigures.Of(installation.Agent.Id),
        ["terminal host"] = ProcessFigures.Of(installation.TerminalHosts.First()),
    };

    private static async Task CloseAsync(ApiClient api, List<OpenSocket> sockets, List<string> shells, CancellationToken stopping)
    {
        foreach (string shell in shells)
        {
            await api.DeleteAsync($"/api/terminals/{shell}", stopping);
        }

        foreach (OpenSocket socket in sockets)
        {
            await socket.DisposeAsync();
        }

        sockets.Clear();
    }

    private static async Task<ProcessFigures> GivenBackAsync(Installation installation, ProcessFigures before, CancellationToken stopping)
    {
        ProcessFigures now = before;
        try
        {
            await Waiting.UntilAsync(
                "descriptors to be given back", GiveBack, Pause,
                () =>
                {
                    now = ProcessFigures.Of(installation.Server.Id);
                    return Task.FromResult(now.Descriptors <= before.Descriptors + 20 ? "yes" : null);
                },
                stopping);
        }
        catch (TimeoutException)
        {
            // The result says what is left.
        }

        return now;
    }
}
