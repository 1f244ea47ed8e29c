namespace Anchorage.Api.Nodes.Download;

/// <summary>The installer of an agent, kept as a resource so that it can be read, linted and tested as a file.</summary>
internal static class InstallScript
{
    /// <summary>The script.</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        using Stream stream = typeof(InstallScript).Assembly.GetManifestResourceStream("install.sh")
            ?? throw new InvalidOperationException("The installer is missing from the build.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
