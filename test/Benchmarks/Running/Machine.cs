using System.Globalization;

namespace Anchorage.Benchmarks.Running;

/// <summary>What a result must say about where it was taken.</summary>
internal static class Machine
{
    /// <summary>Root of the repository: the nearest folder above that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    public static int Cores => Environment.ProcessorCount;

    public static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    public static string Commit()
    {
        string head = Shell.Run("git", ["-C", Root, "rev-parse", "--short", "HEAD"]).Trim();
        bool changed = Shell.Run("git", ["-C", Root, "status", "--porcelain", "--", "src", "compat", "test/Benchmarks"]).Trim().Length > 0;
        return changed ? head + " with changes" : head;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Orleans.sln is in no folder above the program. Run it from the repository's build output.");
    }
}
