using System.Text.Json.Nodes;
using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>Measurements on the programs as they are delivered.</summary>
internal static class PathSuite
{
    public static readonly string[] Names = ["start", "create", "echo", "stream", "flood", "interrupt", "reconnect", "memory", "terminals", "files", "fleet", "list", "events", "dashboard"];

    /// <summary>Paths that run only when they are named: they take long.</summary>
    public static readonly string[] OnDemand = ["soak"];

    private static readonly string[] OnInstance = ["create", "echo", "stream", "flood", "interrupt", "reconnect", "memory"];

    public static async Task<int> RunAsync(BenchRun run, IReadOnlyCollection<string> wanted)
    {
        int failed = 0;
        async Task StepAsync(string name, Func<Task> measure)
        {
            if (!wanted.Contains(name))
            {
                return;
            }

            // One path that breaks must not cost the results of the others.
            try
            {
                await measure();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed++;
                await Console.Error.WriteLineAsync($"   {name} FAILED: {e}");
            }
        }

        await StepAsync("start", () => StartPath.MeasureAsync(run));
        if (wanted.FirstOrDefault(OnInstance.Contains) is { } first)
        {
            await StepAsync(first, () => WithInstanceAsync(run, StepAsync));
        }

        await StepAsync("terminals", () => ManyTerminalsPath.MeasureAsync(run));
        await StepAsync("files", () => FilesPath.MeasureAsync(run));
        await StepAsync("fleet", () => FleetPath.MeasureAsync(run));
        await StepAsync("list", () => ListPath.MeasureAsync(run));
        await StepAsync("events", () => EventsPath.MeasureAsync(run));
        await StepAsync("dashboard", () => Task.Run(() => DashboardPath.Measure(run)));
        await StepAsync("soak", () => SoakPath.MeasureAsync(run));
        return failed;
    }

    private static async Task WithInstanceAsync(BenchRun run, Func<string, Func<Task>, Task> stepAsync)
    {
        // A thousand reconnects come faster than one person may.
        using Installation installation = new(new Dictionary<string, string> { ["Anchorage__Terminals__TicketsPerMinute"] = "100000", ["Anchorage__Terminals__SocketsPerMinute"] = "100000" });
        await installation.ReadyAsync(run.Stopping);
        using ApiClient api = await ApiClient.FirstAsync(installation, run.Stopping);
        await installation.StartAgentAsync(api, run.Stopping);
        SshKey key = new(installation.Folder);
        JsonNode made = await api.PostAsync("/api/instances", CreatePath.Body(key), run.Stopping);
        string id = (string)made["instance"]!["id"]!;
        try
        {
            await api.SucceedAsync(made, run.Stopping);
            int port = CreatePath.SshPort(made["instance"]!);
            await stepAsync("create", () => new CreatePath(run, installation, api, key).MeasureAsync());
            TerminalPaths terminals = new(run, installation, api, key, id, port);
            await stepAsync("echo", terminals.EchoAsync);
            await stepAsync("stream", terminals.StreamAsync);
            await stepAsync("flood", terminals.EchoWhileFloodingAsync);
            await stepAsync("interrupt", terminals.InterruptAsync);
            await stepAsync("reconnect", terminals.ReconnectAsync);
            await stepAsync("memory", () => MemoryPath.MeasureAsync(run, installation, "with one instance, after the measurements above"));
        }
        finally
        {
            await api.SucceedAsync(await api.DeleteAsync($"/api/instances/{id}?purge=true", CancellationToken.None), CancellationToken.None);
        }
    }
}
