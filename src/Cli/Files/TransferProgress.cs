using System.Globalization;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Files;

/// <summary>A line on the terminal that says how far a transfer is; nothing where the error output is no terminal.</summary>
internal sealed class TransferProgress(CliEnvironment environment, string name, long size) : IDisposable
{
    private const int Width = 24;
    private int _shown = -1;

    public void Report(long done)
    {
        int percent = size == 0 ? 100 : (int)Math.Min(100, done * 100 / size);
        if (percent == _shown || !environment.ErrorIsTerminal)
        {
            return;
        }

        _shown = percent;
        int filled = percent * Width / 100;
        string bar = new string('#', filled) + new string('.', Width - filled);
        environment.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{Output.TerminalText.Safe(name)} [{bar}] {percent} %"));
    }

    public void Dispose()
    {
        if (_shown >= 0)
        {
            environment.Error.WriteLine();
        }
    }
}
