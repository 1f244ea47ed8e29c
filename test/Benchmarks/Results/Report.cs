using System.Globalization;
using System.Text;

namespace Anchorage.Benchmarks.Results;

/// <summary>docs/performance.md, made of the results.</summary>
internal static class Report
{
    public static string Make(IReadOnlyList<Measurement> all)
    {
        StringBuilder text = new();
        text.Append("""
            # Performance

            Made by `./build.sh bench` from `bench/results.json`; changes by hand are lost at the next run.

            A ratio compares with the reference in the same run, on the same machine, with the same options; rounds of ours and of the reference alternate. Times are wall-clock times
            seen by a client. The server and the agent are the Release build, with their real sign-in, tickets, audit and durable storage; everything stays on the loopback interface,
            where the product speaks plain HTTP.

            **Read the load column.** It is the load average over one minute when the measurement began. Above the number of cores, other programs were competing: absolute times are then
            too long, high percentiles most of all, and ratios say more than times. "not run" says what was missing; nothing is estimated.


            """);
        foreach (IGrouping<string, Measurement> engine in all.GroupBy(m => m.Engine).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"## Engine {engine.Key}\n\n");
            text.Append("| what | ours | reference | ratio | goal | p95 | p99 | n | unit | load |\n|---|---:|---:|---:|---|---:|---:|---:|---|---:|\n");
            foreach (Measurement m in engine)
            {
                string reference = m.ReferenceName is null ? "-" : $"{Number(m.Reference)} ({m.ReferenceName})";
                text.Append(CultureInfo.InvariantCulture, $"| {m.What} | {(m.Ours is null ? "not run" : Number(m.Ours))} | {reference} | {Number(m.Ratio)} | {m.Goal ?? "-"} | {Number(m.P95)} | {Number(m.P99)} | {m.N} | {m.Unit} | {Number(m.Load)} of {m.Cores} |\n");
            }

            text.Append("\nHow each was taken:\n\n");
            foreach (Measurement m in engine)
            {
                string bytes = m.AllocatedBytes is { } b ? string.Create(CultureInfo.InvariantCulture, $" Allocated per operation: {b:0} bytes.") : string.Empty;
                text.Append(CultureInfo.InvariantCulture, $"- **{m.What}**: {m.Note}{bytes} `{m.Command}`, commit {m.Commit}, {m.Date:yyyy-MM-dd HH:mm} UTC.\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static string Number(double? value) => value switch
    {
        null => "-",
        >= 1000 or <= -1000 => value.Value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
