using System.Diagnostics;

namespace Anchorage.Benchmarks.Running;

/// <summary>Waits for a thing, with a deadline.</summary>
internal static class Waiting
{
    public static async Task<T> UntilAsync<T>(string what, TimeSpan deadline, TimeSpan pause, Func<Task<T?>> look, CancellationToken stopping)
        where T : class
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < deadline)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(pause, stopping);
        }

        throw new TimeoutException($"Waited {deadline.TotalSeconds:0} s for {what}.");
    }

    public static async Task<T> UntilAsync<T>(string what, TimeSpan deadline, TimeSpan pause, Func<Task<T?>> look, CancellationToken stopping)
        where T : struct
    {
        object found = await UntilAsync<object>(what, deadline, pause, async () => await look(), stopping);
        return (T)found;
    }
}
