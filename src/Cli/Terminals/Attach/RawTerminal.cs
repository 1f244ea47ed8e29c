using System.Runtime.InteropServices;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Terminals.Attach;

/// <summary>The local terminal in raw mode: every key comes as bytes, nothing is echoed, Ctrl-C is a key. Disposal brings its former mode back and ends modes that a program may have left.</summary>
internal sealed partial class RawTerminal : IDisposable
{
    private const int Input = 0;
    private const int Now = 0;

    // The structure is 60 bytes on Linux and 72 on macOS; it is only kept and given back.
    private const int StructureSize = 256;

    // Colours and attributes, main screen, cursor keys, keypad, mouse reports, focus reports, bracketed paste, cursor.
    private const string LeaveModes = "\e[0m\e[?1049l\e[?1l\e>\e[?9l\e[?1000l\e[?1002l\e[?1003l\e[?1004l\e[?1006l\e[?2004l\e[?25h\e[r\e[4l\e(B";

    private readonly byte[] _former = new byte[StructureSize];
    private readonly TextWriter _screen;
    private int _restored;

    /// <param name="screen">Where the sequences that end modes go.</param>
    /// <exception cref="CliException"><c>terminal_missing</c>: standard input is no terminal that can be switched.</exception>
    public RawTerminal(TextWriter screen)
    {
        _screen = screen;
        var raw = new byte[StructureSize];
        if (OperatingSystem.IsWindows() || GetAttributes(Input, _former) != 0)
        {
            throw new CliException("terminal_missing", "Standard input is not a terminal.", "For scripts: anchorage exec INSTANCE -- COMMAND", ExitCodes.Config);
        }

        _former.CopyTo(raw, 0);
        MakeRaw(raw);
        _ = SetAttributes(Input, Now, raw);
    }

    /// <summary>Width and height of the local terminal.</summary>
    public static (int Columns, int Rows) Size()
    {
        try
        {
            // A terminal that nobody told its size says zero.
            return (Console.WindowWidth is > 0 and var columns ? Math.Min(columns, 1000) : 80, Console.WindowHeight is > 0 and var rows ? Math.Min(rows, 1000) : 24);
        }
        catch (IOException)
        {
            return (80, 24);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _restored, 1) == 0)
        {
            _screen.Write(LeaveModes);
            _screen.Flush();
            _ = SetAttributes(Input, Now, _former);
        }
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetAttributes(int descriptor, byte[] attributes);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetAttributes(int descriptor, int when, byte[] attributes);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw(byte[] attributes);
}
