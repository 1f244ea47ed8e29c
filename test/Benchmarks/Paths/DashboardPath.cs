using System.Globalization;
using System.Text.Json.Nodes;
using Anchorage.Benchmarks.Results;
using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>The dashboard in a browser: what it loads, and how long it takes to answer with a thousand rows on the page.</summary>
internal static class DashboardPath
{
    private const string Size = "script until the list can be used";
    private const string Answer = "dashboard with 1000 rows";

    public static void Measure(BenchRun run)
    {
        run.Begin("dashboard");
        string folder = Path.Combine(Machine.Root, "src", "Dashboard");
        if (!File.Exists(Path.Combine(Machine.Root, "src", "Api", "wwwroot", "index.html")) || !Shell.Has("chromium"))
        {
            const string missing = "Not run: the dashboard is not built (./build.sh dashboard), or chromium is not on PATH.";
            run.Put(Size, "KB", null, "<= 400 KB", missing, n: 0);
            run.Put(Answer, "ms", null, "each < 100 ms", missing, n: 0);
            return;
        }

        // The last line is the sum.
        string sum = Shell.Run("node", [Path.Combine(folder, "dev", "size.mjs")]).TrimEnd().Split('\n')[^1];
        run.Put(
            Size, "KB", double.Parse(sum.Trim().Split(' ')[0], CultureInfo.InvariantCulture), "<= 400 KB",
            "Scripts of the entry, the sign-in, the list of instances and the palette, each compressed with gzip.");
        JsonObject kinds = JsonNode.Parse(Shell.Run("node", [Path.Combine(folder, "dev", "interactions.mjs"), "--rounds", run.Count(20, 3).ToString(CultureInfo.InvariantCulture)]))!.AsObject();
        foreach ((string kind, JsonNode? times) in kinds)
        {
            Samples samples = new();
            samples.AddRange([.. times!.AsArray().Select(time => (double)time!)]);
            run.Put(
                $"{Answer}: {kind}", "ms", samples, null, null, "< 100 ms",
                "From the key or click until the browser showed the next picture (Event Timing, 8 ms steps; what took less than 16 ms counts as 16), headless Chromium that draws by processor, data of the stand-in server.");
        }
    }
}
