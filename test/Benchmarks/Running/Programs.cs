namespace Anchorage.Benchmarks.Running;

/// <summary>Programs of the same build as this one.</summary>
internal static class Programs
{
    /// <summary>Path of a project's program.</summary>
    public static string Of(string project)
    {
        // artifacts/ENGINE/bin/PROJECT/CONFIGURATION/
        string own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string bin = Path.GetDirectoryName(Path.GetDirectoryName(own))!;
        string program = Path.Combine(bin, project, Path.GetFileName(own), $"Anchorage.{project}.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException($"{program} is missing. Build it with: dotnet build test/Benchmarks -c Release", program);
    }
}
