using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Processes;

/// <summary>Finds a program of the same installation: by its variable, beside this command, or in the neighbouring folder.</summary>
internal static class CompanionProgram
{
    /// <param name="file">Such as Anchorage.NodeAgent.</param>
    /// <param name="folder">The neighbouring folder, such as agent.</param>
    /// <param name="variable">The variable that names the file.</param>
    /// <exception cref="CliException">program_missing</exception>
    public static string Find(CliEnvironment environment, string file, string folder, string variable)
    {
        if (environment.Variable(variable) is { } named)
        {
            return File.Exists(named)
                ? Path.GetFullPath(named)
                : throw CliException.Config($"{variable} is \"{named}\", which is not a file; allowed: the path of {file}.");
        }

        var executable = OperatingSystem.IsWindows() ? file + ".exe" : file;
        var here = Path.GetDirectoryName(environment.SelfCommand[^1]) is { Length: > 0 } directory ? directory : AppContext.BaseDirectory;
        string[] candidates =
        [
            Path.Combine(here, executable),
            Path.GetFullPath(Path.Combine(here, "..", folder, executable)),
        ];
        return candidates.FirstOrDefault(File.Exists) ?? throw new CliException(
            "program_missing",
            $"{file} is not installed beside this command; looked at {string.Join(" and ", candidates)}.",
            $"Install it, or set {variable} to its path.",
            ExitCodes.Config);
    }
}
