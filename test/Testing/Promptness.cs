using System.Globalization;

namespace Anchorage.Testing;

/// <summary>What must be quick is measured until it was quick: a machine that has other work to do at that moment delays one round or two, a slow product all of them.</summary>
internal static class Promptness
{
    private const int Rounds = 4;

    /// <summary>Fails when no round was done within the limit.</summary>
    /// <param name="what">What is measured.</param>
    /// <param name="seconds">The limit.</param>
    /// <param name="round">Does it, whenever that is, and answers how long it took.</param>
    /// <param name="again">Makes a further round possible.</param>
    public static async Task WithinAsync(string what, double seconds, Func<Task<TimeSpan>> round, Func<Task>? again = null)
    {
        List<double> taken = [];
        while (true)
        {
            taken.Add((await round()).TotalSeconds);
            if (taken[^1] < seconds)
            {
                return;
            }

            taken.Count.ShouldBeLessThan(Rounds, $"{what}: never within {seconds} s, but after {string.Join(", ", taken.Select(one => one.ToString("0.0", CultureInfo.InvariantCulture)))} s.");
            if (again is not null)
            {
                await again();
            }
        }
    }
}
