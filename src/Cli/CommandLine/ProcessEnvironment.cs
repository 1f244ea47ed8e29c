using System.Collections;
using Anchorage.Cli.Processes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.Cli.CommandLine;

/// <summary>The environment of the real process.</summary>
internal static class ProcessEnvironment
{
    public static CliEnvironment Create()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return new CliEnvironment
        {
            In = Console.In,
            Out = Console.Out,
            Error = Console.Error,
            OpenInput = () => OperatingSystem.IsWindows() ? Console.OpenStandardInput() : OpenInput(),
            OpenError = Console.OpenStandardError,
            OpenOutput = () => OperatingSystem.IsWindows() || OutputIsFile() ? Console.OpenStandardOutput() : new StandardOutputStream(),
            ReadSecret = ReadSecret,
            InIsTerminal = !Console.IsInputRedirected,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Variables = variables,
            HomeDirectory = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            CurrentDirectory = Environment.CurrentDirectory,
            Time = TimeProvider.System,
            Programs = new ProgramLauncher(variables),
            SelfCommand = Self(),
        };
    }

    // In a file that the next command of a script writes too, bytes must stand at the place that both share: a stream of a file keeps a place of its own.
    private static bool OutputIsFile()
    {
        using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return output.CanSeek;
    }

    private static FileStream OpenInput() => new(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);

    private static string[] Self()
    {
        var process = Environment.ProcessPath ?? "anchorage";
        if (!string.Equals(Path.GetFileNameWithoutExtension(process), "dotnet", StringComparison.Ordinal))
        {
            return [process];
        }

        return [process, Path.Combine(AppContext.BaseDirectory, "anchorage.dll")];
    }

    private static string ReadSecret()
    {
        var text = new System.Text.StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return text.ToString();
                case ConsoleKey.Backspace when text.Length > 0:
                    text.Length--;
                    break;
                default:
                    if (key.KeyChar >= ' ')
                    {
                        text.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
