using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Anchorage.Cli.Processes;

/// <summary>Descriptors of this process that stand for the same pipe or socket.</summary>
[SupportedOSPlatform("linux")]
internal static partial class DescriptorAliases
{
    private const string Folder = "/proc/self/fd";

    /// <summary>Lets every descriptor of the pipe or socket lead to /dev/null instead; files and terminals are left alone.</summary>
    public static void LetGo(int descriptor)
    {
        var target = TargetOf(Path.Combine(Folder, descriptor.ToString(CultureInfo.InvariantCulture)));
        if (target is null || !(target.StartsWith("pipe:", StringComparison.Ordinal) || target.StartsWith("socket:", StringComparison.Ordinal)))
        {
            return;
        }

        using var nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        foreach (var alias in Directory.GetFiles(Folder).Where(f => TargetOf(f) == target))
        {
            _ = Duplicate((int)nowhere.DangerousGetHandle(), int.Parse(Path.GetFileName(alias), CultureInfo.InvariantCulture));
        }
    }

    private static string? TargetOf(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int from, int to);
}
