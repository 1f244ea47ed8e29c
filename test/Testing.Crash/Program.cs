using System.Globalization;
using Anchorage.Silo.Storage;
using Anchorage.Testing.Crash;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;

// Writes grain states without end and prints each one that was acknowledged, until somebody kills the process.
// Arguments: path of the database, number of concurrent writers.
string file = args[0];
int writers = int.Parse(args[1], CultureInfo.InvariantCulture);

using SqliteDatabase database = new(file, new SqliteOptions(), TimeProvider.System, NullLogger.Instance);
await database.Start(CancellationToken.None);
SqliteGrainStorage storage = new("Default", database, TimeProvider.System);
Lock output = new();
Stream stdout = Console.OpenStandardOutput();
await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(() => Write(w))));

async Task Write(int writer)
{
    for (int n = 0; ; n++)
    {
        GrainState<CrashItem> state = new() { State = new CrashItem(n) };
        await storage.WriteStateAsync("item", GrainId.Create("crash", $"item:{writer}-{n}"), state);
        byte[] line = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{writer}-{n}\n"));
        lock (output)
        {
            stdout.Write(line);
        }
    }
}
