using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Anchorage.Cli.Processes;

/// <summary>execve: the shell sees the real program, with its signals, its terminal and its exit code, and no second process stays in memory.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class NativeExec
{
    private const int SigPipe = 13;

    /// <summary>Does not return when it succeeds.</summary>
    public static void Replace(string file, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        // The runtime ignores SIGPIPE and that would survive into the new program, which then writes into closed pipes for ever.
        Signal(SigPipe, handler: 0);
        Execute(file, [file, .. arguments, null], [.. variables.Select(v => $"{v.Key}={v.Value}"), null]);
    }

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string file, string?[] arguments, string?[] variables);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int number, nint handler);
}
