using System.Diagnostics;
using System.Text.Json.Nodes;
using Anchorage.Benchmarks.Results;
using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>The same terminal with 1, 10 and 100 open ones, each with a viewer: what the others cost it, and what each takes.</summary>
internal sealed class ManyTerminalsPath
{
    private const int PerInstance = 30;
    private const int Replay = 900 * 1024;
    private static readonly int[] Counts = [1, 10, 100];

    private readonly BenchRun _run;
    private readonly Installation _installation;
    private readonly ApiClient _api;
    private readonly List<TerminalPaths> _instances = [];
    private readonly List<(TerminalClient Client, string Id)> _open = [];

    private ManyTerminalsPath(BenchRun run, Installation installation, ApiClient api) => (_run, _installation, _api) = (run, installation, api);

    public static async Task MeasureAsync(BenchRun run)
    {
        using Installation installation = new();
        await installation.ReadyAsync(run.Stopping);
        using ApiClient api = await ApiClient.FirstAsync(installation, run.Stopping);
        await installation.StartAgentAsync(api, run.Stopping);
        SshKey key = new(installation.Folder);
        ManyTerminalsPath path = new(run, installation, api);
        List<string> made = [];
        try
        {
            for (int i = 0; i <= Counts[^1] / PerInstance; i++)
            {
                JsonNode instance = await api.PostAsync("/api/instances", CreatePath.Body(key), run.Stopping);
                string id = (string)instance["instance"]!["id"]!;
                made.Add(id);
                await api.SucceedAsync(instance, run.Stopping);
                path._instances.Add(new TerminalPaths(run, installation, api, key, id, CreatePath.SshPort(instance["instance"]!)));
            }

            foreach (int count in Counts)
            {
                await path.MeasureAsync(count);
            }
        }
        finally
        {
            path._open.ForEach(static terminal => terminal.Client.Dispose());
            foreach (string id in made)
            {
                await api.SucceedAsync(await api.DeleteAsync($"/api/instances/{id}?purge=true", CancellationToken.None), CancellationToken.None);
            }
        }
    }

    private async Task MeasureAsync(int count)
    {
        string with = count == 1 ? "1 open terminal" : $"{count} open terminals";
        _run.Begin(with);
        double before = HostMemory();
        int added = count - _open.Count;
        while (_open.Count < count)
        {
            _open.Add(await _instances[_open.Count / PerInstance].OpenAsync(TerminalPaths.Echo));
        }

        if (before > 0)
        {
            _run.Put($"memory of an idle terminal, {with}", "KiB", (HostMemory() - before) * 1024 / added, null, $"Not mapped from files, in the terminal host: what {added} more took, each with a viewer.", n: added);
        }

        Samples echo = new();
        for (int i = 0; i < _run.Count(2000, TerminalPaths.Block) / TerminalPaths.Block; i++)
        {
            echo.AddRange(TerminalPaths.EchoBlock(_open[0].Client));
        }

        _run.Put($"keystroke echo, {with}", "us", echo, null, null, null, "As the keystroke above, in the first of them; the others rest.");
        await StreamAsync(with);
        await FloodAsync(with);
    }

    // Rate of a stream, and how fast a viewer that comes back has what it missed of it.
    private async Task StreamAsync(string with)
    {
        long size = _run.Count(64, 16) * 1024L * 1024;
        TerminalPaths instance = _instances[^1];
        (TerminalClient client, string id) = await instance.OpenAsync($"stty raw -echo; printf re''ady; head -c 1 >/dev/null; yes {new string('a', 99)} | head -c {size}; exec cat");
        long end;
        using (client)
        {
            long from = client.Position;
            long begin = Stopwatch.GetTimestamp();
            client.Type("x"u8);
            client.ReadUntil(end = from + size);
            _run.Put($"one terminal stream, {with}", "MB/s", size / 1e6 / Stopwatch.GetElapsedTime(begin).TotalSeconds, null, $"`yes | head` of {size >> 20} MiB through the terminal socket, every byte counted.");
        }

        Samples times = new();
        for (int i = 0; i < _run.Count(50, 10); i++)
        {
            JsonNode ticket = await _api.PostAsync($"/api/terminals/{id}/ticket", new JsonObject { ["role"] = "watch" }, _run.Stopping);
            long begin = Stopwatch.GetTimestamp();
            using TerminalClient back = new(new Uri(_installation.Address), $"{(string)ticket["url"]!}&resume={end - Replay}");
            back.ReadUntil(end);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        _run.Put($"reconnect with {Replay >> 10} KiB missed, {with}", "ms", times, null, null, "< 100 ms", "From the upgrade, with a ticket at hand, until the last of the missed bytes has come.");
        await instance.CloseAsync(id);
    }

    private async Task FloodAsync(string with)
    {
        (TerminalClient flood, string id) = await _instances[^1].OpenAsync($"stty raw -echo; printf re''ady; exec yes {new string('a', 99)}");
        Samples times = new();
        bool stop = false;
        using (flood)
        {
            Thread reader = new(() =>
            {
                while (!Volatile.Read(ref stop))
                {
                    flood.ReadUntil(flood.Position + (64 * 1024));
                }
            });
            reader.Start();
            for (int i = 0; i < _run.Count(1000, TerminalPaths.Block) / TerminalPaths.Block; i++)
            {
                times.AddRange(TerminalPaths.EchoBlock(_open[0].Client));
            }

            Volatile.Write(ref stop, true);
            reader.Join();
        }

        await _instances[^1].CloseAsync(id);
        _run.Put($"keystroke echo while one floods, {with}", "us", times, null, null, "p99 < 20 ms", "In the first of them, while one more prints without pause and its viewer takes all.");
    }

    private double HostMemory() => _installation.TerminalHosts.Select(Service.PrivateMb).FirstOrDefault();
}
