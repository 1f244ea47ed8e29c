using System.Diagnostics;
using System.Text.Json.Nodes;
using Anchorage.Benchmarks.Results;
using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>A page of 50 out of many instances, at a steady rate of requests whatever the answers take.</summary>
internal static class ListPath
{
    private const int PerNode = 50;
    private const int Rate = 200;

    public static async Task MeasureAsync(BenchRun run)
    {
        int instances = run.Count(1000, 100);
        int nodes = instances / PerNode;
        run.Begin($"page of 50 out of {instances} instances");
        using Installation installation = new(new Dictionary<string, string>
        {
            ["Anchorage__Nodes__MaxContainers"] = $"{PerNode}",
            ["Anchorage__Nodes__PortTo"] = "39999",
            ["Anchorage__Accounts__InstanceQuota"] = $"{instances}",
        });
        await installation.ReadyAsync(run.Stopping);
        using ApiClient api = await ApiClient.FirstAsync(installation, run.Stopping);
        string key = Path.Combine(installation.Folder, "fleet.key");
        await File.WriteAllTextAsync(key, (string)(await api.PostAsync("/api/nodes/onboarding-keys", new JsonObject { ["label"] = "fleet" }, run.Stopping))["key"]!, run.Stopping);
        using Service fleet = new("FakeAgent", installation.LogOf("fleet"), ["--server", installation.Address, "--onboarding-key-file", key, "--count", $"{nodes}", "--latency", "0"]);
        await Waiting.UntilAsync(
            "the agents to connect",
            TimeSpan.FromSeconds(60),
            TimeSpan.FromMilliseconds(200),
            async () => (await api.GetAsync("/api/nodes?limit=200", run.Stopping))["items"]!.AsArray().Count(n => (string?)n!["status"] == "online") == nodes ? "online" : null,
            run.Stopping);
        JsonArray online = (await api.GetAsync("/api/nodes?limit=200", run.Stopping))["items"]!.AsArray();
        foreach (JsonNode? node in online)
        {
            await api.PatchAsync($"/api/nodes/{node!["id"]}", new JsonObject { ["maxContainers"] = PerNode, ["memoryMb"] = 1_000_000, ["cpus"] = 1_000 }, run.Stopping);
        }

        long begin = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, instances, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = run.Stopping }, async (i, stopping) =>
            await api.SucceedAsync(await api.PostAsync("/api/instances", new JsonObject { ["name"] = $"i{i}", ["limits"] = new JsonObject { ["memoryMb"] = 128, ["cpus"] = 0.1, ["pids"] = 64 } }, stopping), stopping));
        run.Put($"{instances} creates through the server with agents that do nothing", "per second", instances / Stopwatch.GetElapsedTime(begin).TotalSeconds, null, "Request, placement, leases, operation, audit and completion, durable, 8 at a time.", n: instances);

        Samples times = new();
        int requests = Rate * run.Count(15, 3);
        Task<double>[] all = new Task<double>[requests];
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5));
        begin = Stopwatch.GetTimestamp();
        for (int sent = 0; sent < requests && await timer.WaitForNextTickAsync(run.Stopping);)
        {
            // A late tick sends what it owes: the rate is the same, and waiting in line counts.
            for (int due = (int)(Stopwatch.GetElapsedTime(begin).TotalSeconds * Rate) + 1; sent < due && sent < requests; sent++)
            {
                all[sent] = OneAsync(api, run.Stopping);
            }
        }

        times.AddRange(await Task.WhenAll(all));
        run.Put($"GET /api/instances?limit=50 out of {instances}, {Rate} requests/s", "ms", times, null, null, "p95 <= 100 ms", "Requests leave at a fixed rate, whether or not earlier ones were answered; the client shares the cores.");
    }

    private static async Task<double> OneAsync(ApiClient api, CancellationToken stopping)
    {
        long begin = Stopwatch.GetTimestamp();
        await api.ReadAsync("/api/instances?limit=50", stopping);
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }
}
