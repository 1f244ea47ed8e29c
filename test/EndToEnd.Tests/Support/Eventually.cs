using System.Diagnostics;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>Waits for a thing, with a deadline; the failure says what was seen last.</summary>
internal static class Eventually
{
    public static async Task<T> GetAsync<T>(string what, double seconds, Func<Task<T?>> look, Func<string>? seen = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            (watch.Elapsed.TotalSeconds < seconds).ShouldBeTrue($"{what}: not within {seconds} s. {seen?.Invoke()}");
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public static Task HoldsAsync(string what, double seconds, Func<Task<bool>> look, Func<string>? seen = null) =>
        GetAsync(what, seconds, async () => await look() ? "yes" : null, seen);
}
