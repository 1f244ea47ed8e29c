namespace Anchorage.Cli.Tests.Support;

/// <summary>Files of the source tree.</summary>
public static class Repository
{
    public static string File(params string[] parts)
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "Orleans.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the source tree.");
        }

        return Path.Combine([folder, .. parts]);
    }
}
