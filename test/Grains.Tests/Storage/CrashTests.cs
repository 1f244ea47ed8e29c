using System.Diagnostics;
using Anchorage.Silo.Storage;
using Anchorage.Testing.Crash;

namespace Anchorage.Grains.Tests.Storage;

public sealed class CrashTests
{
    /// <summary>A real process writes and is killed in the middle of it, several times over the same file.</summary>
    [Theory]
    [InlineData(1, 50)]
    [InlineData(64, 3_000)]
    public async Task Every_acknowledged_write_is_there_after_kill_9(int writers, int acknowledged)
    {
        using TestFolder folder = new();
        for (int round = 0; round < 3; round++)
        {
            string file = folder.File($"crash-{round}.db");
            List<string> lines = await WriteAndKill(file, writers, acknowledged);
            lines.Count.ShouldBeGreaterThanOrEqualTo(acknowledged);

            using SqliteDatabase database = await TestDatabase.Open(file);
            database.Health.ShouldBe(StorageHealth.Open);
            SqliteGrainStorage storage = new("Default", database, TimeProvider.System);
            foreach (string line in lines)
            {
                GrainState<CrashItem> state = new();
                await storage.ReadStateAsync("item", GrainId.Create("crash", "item:" + line), state);
                state.RecordExists.ShouldBeTrue($"acknowledged write {line} of round {round} is lost");
                state.State!.Number.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(line[(line.IndexOf('-') + 1)..]);
            }
        }
    }

    private static async Task<List<string>> WriteAndKill(string file, int writers, int acknowledged)
    {
        using CancellationTokenSource deadline = new(TestDatabase.Deadline);
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(CrashItem).Assembly.Location);
        start.ArgumentList.Add(file);
        start.ArgumentList.Add(writers.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using Process process = Process.Start(start)!;
        List<string> lines = [];
        try
        {
            while (lines.Count < acknowledged && await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                lines.Add(line);
            }
        }
        finally
        {
            process.Kill();
        }

        // What still lies in the pipe was acknowledged too; only a last line without its end was not.
        string rest = await process.StandardOutput.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        int end = rest.LastIndexOf('\n');
        lines.AddRange(rest[..(end + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return lines;
    }
}
