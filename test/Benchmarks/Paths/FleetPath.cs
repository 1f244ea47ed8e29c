using System.Globalization;
using System.Text.Json.Nodes;
using Anchorage.Benchmarks.Results;
using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>Many agents in a process of their own: each enrols, makes a key, and holds its sockets.</summary>
internal static class FleetPath
{
    private static readonly TimeSpan ConnectDeadline = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(10);

    public static async Task MeasureAsync(BenchRun run)
    {
        int count = run.Count(2000, 100);
        run.Begin($"{count} connected agents");
        using Installation installation = new();
        await installation.ReadyAsync(run.Stopping);
        using ApiClient api = await ApiClient.FirstAsync(installation, run.Stopping);
        double idle = installation.Server.MemoryMb;
        string key = Path.Combine(installation.Folder, "fleet.key");
        await File.WriteAllTextAsync(key, (string)(await api.PostAsync("/api/nodes/onboarding-keys", new JsonObject { ["label"] = "fleet" }, run.Stopping))["key"]!, run.Stopping);

        JsonNode? connected = null;
        JsonNode? last = null;
        void Take(string line)
        {
            JsonNode? news = line.StartsWith('{') ? JsonNode.Parse(line) : null;
            if ((string?)news?["event"] == "connected")
            {
                Volatile.Write(ref connected, news);
            }
            else if ((string?)news?["event"] == "fleet")
            {
                Volatile.Write(ref last, news);
            }
        }

        using Service fleet = new(
            "FakeAgent", installation.LogOf("fleet"), ["--server", installation.Address, "--onboarding-key-file", key, "--count", $"{count}", "--parallel", "16"], onLine: Take);
        try
        {
            await Waiting.UntilAsync("all agents to connect", ConnectDeadline, TimeSpan.FromMilliseconds(200), () => Task.FromResult(Volatile.Read(ref connected)), run.Stopping);
        }
        catch (TimeoutException)
        {
            run.Put($"{count} agents: time until all are connected", "s", null, null, $"Not reached within {ConnectDeadline.TotalSeconds:0} s; last report of the fleet: {Volatile.Read(ref last)?.ToJsonString()}.", n: 0);
            return;
        }

        // A whole heartbeat period passes before the steady state is looked at.
        await Task.Delay(HeartbeatPeriod * 1.5, run.Stopping);
        TimeSpan window = TimeSpan.FromSeconds(run.Count(30, 10));
        TimeSpan used = installation.Server.ProcessorTime;
        double load = Machine.Load();
        await Task.Delay(window, run.Stopping);
        double percent = (installation.Server.ProcessorTime - used) / window * 100;
        double memory = installation.Server.MemoryMb;
        (int online, int fresh) = await NodesAsync(api, run);

        double seconds = (double)connected!["seconds"]!;
        run.Put($"{count} agents: time until all are connected", "s", seconds, null, $"Process of {count} agents started until all were enrolled and connected, each with a key pair, an enrolment and a control link of its own: {count / seconds:0} per second. The agents share the machine's cores with the server.", n: count);
        run.Put($"{count} agents: processor use of the server", "% of a core", percent, null, $"Steady state over {window.TotalSeconds:0} s, begun {HeartbeatPeriod.TotalSeconds * 1.5:0} s after all were connected; heartbeats every 10 s. Load then {load.ToString("0.0", CultureInfo.InvariantCulture)}.", n: count);
        run.Put($"{count} agents: memory of the server", "MiB", memory, null, $"Resident, at the end of that window; {idle:0} MiB before: {(memory - idle) * 1024 / count:0} KiB per agent.", n: count);
        run.Put($"{count} agents: heartbeats that arrived", "% of agents", 100.0 * fresh / count, "100", $"At the end of the window {online} of {count} nodes were online, and of {fresh} the last heartbeat was at most 15 s old.", n: count);
    }

    private static async Task<(int Online, int Fresh)> NodesAsync(ApiClient api, BenchRun run)
    {
        JsonNode answer = await api.GetAsync("/api/nodes?limit=10000", run.Stopping);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        List<JsonNode> nodes = [.. answer["items"]!.AsArray().OfType<JsonNode>().Where(n => (string?)n["status"] == "online")];
        return (nodes.Count, nodes.Count(n => n["lastSeenAt"] is { } at && now - DateTimeOffset.Parse((string)at!, CultureInfo.InvariantCulture) <= HeartbeatPeriod * 1.5));
    }
}
