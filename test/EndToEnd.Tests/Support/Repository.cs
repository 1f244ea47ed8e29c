namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>Where the built programs and the pages lie.</summary>
internal static class Repository
{
    private static readonly string Output = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    public static string Root { get; } = Find();

    /// <summary>The built dashboard; <c>./build.sh test</c> makes it before the tests run.</summary>
    public static string WebRoot => Path.Combine(Root, "src", "Api", "wwwroot");

    /// <summary>Packages for other machines; <c>./build.sh test</c> makes the agent's before the tests run.</summary>
    public static string Packages => Path.Combine(Root, "artifacts", "packages");

    public static string Axe => Path.Combine(Root, "src", "Dashboard", "node_modules", "axe-core", "axe.min.js");

    public static string Screenshots => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "screenshots")).FullName;

    public static string Api => Program("Api", "Anchorage.Api.dll");

    public static string NodeAgent => Program("NodeAgent", "Anchorage.NodeAgent.dll");

    public static string Cli => Program("Cli", "anchorage");

    // The programs of the same engine and configuration as these tests: artifacts/ENGINE/bin/PROJECT/CONFIGURATION.
    private static string Program(string project, string file) =>
        Path.GetFullPath(Path.Combine(Output, "..", "..", project, Path.GetFileName(Output), file));

    private static string Find()
    {
        var folder = new DirectoryInfo(Output);
        while (!File.Exists(Path.Combine(folder.FullName, "Orleans.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"Orleans.sln is in no folder above {Output}.");
        }

        return folder.FullName;
    }
}
