using Anchorage.Benchmarks.Results;
using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>From the start of the server's process to the first 200 of /health/ready.</summary>
internal static class StartPath
{
    public static async Task MeasureAsync(BenchRun run)
    {
        run.Begin("start to ready");
        using Installation installation = new();
        Samples first = new();
        first.Add((await installation.ReadyAsync(run.Stopping)).TotalSeconds);
        Samples again = new();
        for (int i = 0; i < run.Count(10, 2); i++)
        {
            installation.RestartServer();
            again.Add((await installation.ReadyAsync(run.Stopping)).TotalSeconds);
        }

        run.Put("start to ready, existing data", "s", again, null, null, "<= 3 s", "Process started until /health/ready answered 200, Release output, asked every 5 ms.");
        run.Put("start to ready, empty data folder", "s", first, null, null, "<= 3 s", "The same with the first start of an installation: schema, keys and local node key are made.");
    }
}
