using System.Diagnostics;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>Waits for a thing, with a deadline whose message says what was seen last.</summary>
internal static class Eventually
{
    public static async Task<T> GetAsync<T>(string what, TimeSpan patience, Func<Task<T?>> look)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            (watch.Elapsed < patience).ShouldBeTrue($"{what} did not happen within {patience.TotalSeconds} s");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public static Task HoldsAsync(string what, TimeSpan patience, Func<Task<bool>> look) => GetAsync(what, patience, async () => await look() ? "yes" : null);
}
