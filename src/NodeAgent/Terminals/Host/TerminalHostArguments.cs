using System.Globalization;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>The command line of the terminal host.</summary>
/// <param name="Socket">Path of its socket.</param>
/// <param name="Data">Folder for its short-lived files.</param>
/// <param name="Options">Limits.</param>
internal sealed record TerminalHostArguments(string Socket, string Data, TerminalHostOptions Options)
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>Reads the arguments after the verb.</summary>
    internal static bool TryParse(string[] args, out TerminalHostArguments arguments, out string problem)
    {
        arguments = new TerminalHostArguments("", "", new TerminalHostOptions());
        problem = "";
        for (int i = 0; i < args.Length; i += 2)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            int number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : 0;
            TerminalHostOptions options = arguments.Options;
            TerminalHostArguments? next = (args[i], value) switch
            {
                ("--socket", { } path) when Path.IsPathFullyQualified(path) => arguments with { Socket = path },
                ("--data", { } path) when Path.IsPathFullyQualified(path) => arguments with { Data = path },
                ("--max-terminals", _) when number is >= 1 and <= 4096 => arguments with { Options = options with { MaxTerminals = number } },
                ("--max-per-instance", _) when number is >= 1 and <= 4096 => arguments with { Options = options with { MaxTerminalsPerInstance = number } },
                ("--idle-seconds", _) when number >= 1 => arguments with { Options = options with { IdleExit = TimeSpan.FromSeconds(number) } },
                ("--recordings", { } path) when Path.IsPathFullyQualified(path) => arguments with { Options = options with { RecordingsFolder = path } },
                ("--recording-megabytes", _) when number is >= 1 and <= 4096 => arguments with { Options = options with { RecordingBytes = number * Mebibyte } },
                ("--recordings-megabytes", _) when number >= 1 => arguments with { Options = options with { RecordingsBytes = number * Mebibyte } },
                ("--max-recordings", _) when number >= 1 => arguments with { Options = options with { MaxRecordings = number } },
                _ => null,
            };
            if (next is null)
            {
                problem = $"'{args[i]} {value}' is not understood: --socket, --data and --recordings take absolute paths, --max-terminals, --max-per-instance and --recording-megabytes 1 to 4096, --idle-seconds, --recordings-megabytes and --max-recordings 1 or more.";
                return false;
            }

            arguments = next;
        }

        if (arguments.Socket.Length == 0 || arguments.Data.Length == 0)
        {
            problem = "The terminal host needs --socket PATH and --data DIR.";
            return false;
        }

        return true;
    }
}
