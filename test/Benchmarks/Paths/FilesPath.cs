using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Anchorage.Benchmarks.Results;
using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>A large folder, and a large file in both directions beside <c>scp</c>; between client, server and agent goes TLS.</summary>
internal static class FilesPath
{
    private const int Entries = 10_000;
    private const int Page = 1000;
    private const double Mebibyte = 1024 * 1024;

    public static async Task MeasureAsync(BenchRun run)
    {
        using Installation installation = new(scheme: "https");
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
            await ListAsync(run, api, key, port, id);
            await CopyAsync(run, installation, api, key, port, id);
        }
        finally
        {
            await api.SucceedAsync(await api.DeleteAsync($"/api/instances/{id}?purge=true", CancellationToken.None), CancellationToken.None);
        }
    }

    private static async Task ListAsync(BenchRun run, ApiClient api, SshKey key, int port, string id)
    {
        run.Begin($"a folder of {Entries} entries");
        Shell.Run("ssh", [.. key.Arguments(port), $"mkdir /root/many && cd /root/many && seq -f 'file-%05.0f.txt' 1 {Entries} | xargs touch"]);
        for (int round = 0; round < run.Count(100, 5); round++)
        {
            await TimeAsync(Entries);
        }

        Samples first = new();
        Samples whole = new();
        for (int round = 0; round < run.Count(100, 5); round++)
        {
            first.Add(await TimeAsync(Page));
            whole.Add(await TimeAsync(Entries));
        }

        run.Put(
            $"folder of {Entries} entries", "ms", whole, null, null, "p95 <= 150 ms",
            $"GET .../files of all {Entries} entries in one answer, sorted, sent until it was read as JSON, after as many rounds that do not count: server, agent and the instance's file system, TLS throughout.");
        run.Put($"folder of {Entries} entries, first page", "ms", first, null, null, null, $"The same of the first {Page} entries, as the page shows them.");

        async Task<double> TimeAsync(int limit)
        {
            long begin = Stopwatch.GetTimestamp();
            JsonNode page = await api.GetAsync($"/api/instances/{id}/files?path=/root/many&limit={limit}", run.Stopping);
            double time = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            int seen = page["items"]!.AsArray().Count;
            return seen == limit ? time : throw new InvalidOperationException($"{seen} of {limit} entries were listed.");
        }
    }

    private static async Task CopyAsync(BenchRun run, Installation installation, ApiClient api, SshKey key, int port, string id)
    {
        int mebibytes = run.Count(1024, 64);
        run.Begin($"a file of {mebibytes} MiB");
        string folder = Directory.CreateDirectory(Path.Combine(installation.Folder, "copies")).FullName;
        string here = Path.Combine(folder, "here");
        string back = Path.Combine(folder, "back");
        Shell.Run("dd", ["if=/dev/urandom", $"of={here}", "bs=1M", $"count={mebibytes}", "status=none"]);
        Shell.Run("cp", [here, back]);
        string header = Path.Combine(folder, "header");
        await File.WriteAllTextAsync(header, $"Authorization: Bearer {api.Token}\n", run.Stopping);
        string url = $"{installation.Address}/api/instances/{id}/files/content?path=/root/large";
        Samples up = new(), down = new(), rawUp = new(), rawDown = new();
        for (int round = 0; round < run.Count(5, 1); round++)
        {
            // The reference writes over a file that is there already; so do we.
            rawUp.Add(Rate(() => Shell.Run("scp", key.CopyArguments(port, here, "root@127.0.0.1:/root/reference"))));
            up.Add(Rate(() => Shell.Run("curl", ["-sSfk", "-H", $"@{header}", "-T", here, "-o", "/dev/null", url])));
            rawDown.Add(Rate(() => Shell.Run("scp", key.CopyArguments(port, "root@127.0.0.1:/root/reference", back))));
            down.Add(Rate(() => Shell.Run("curl", ["-sSfk", "-H", $"@{header}", "-o", back, url])));
        }

        Shell.Run("cmp", [here, back]);
        TimeSpan[] spent = installation.ProcessorTimes();
        double moved = 2 * up.Count * mebibytes / 1024.0;
        string processor = string.Create(
            CultureInfo.InvariantCulture, $"Processor time per GiB: server {spent[0].TotalSeconds / moved:0.0} s, agent {spent[1].TotalSeconds / moved:0.0} s, start and listing included.");
        run.Put(
            "upload of 1 GiB", "MB/s", up, rawUp, "scp", "ratio >= 0.75",
            $"`curl -T` of {mebibytes} MiB with TLS into an instance until the server answered, beside `scp` to the same instance, in turns. {processor} Percentiles count from slow to fast.");
        run.Put(
            "download of 1 GiB", "MB/s", down, rawDown, "scp", "ratio >= 0.75",
            $"`curl` of the same file with TLS to a file, beside `scp`, in turns; compared byte by byte after the last round. {processor} Percentiles count from slow to fast.");

        double Rate(Action copy)
        {
            long begin = Stopwatch.GetTimestamp();
            copy();
            return mebibytes * Mebibyte / 1e6 / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
    }
}
