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
            Out = OutputWriter(),
            Error = Console.Error,
            OpenInput = () => OpenDescriptor(0, FileAccess.Read) ?? Console.OpenStandardInput(),
            OpenOutput = () => OpenDescriptor(1, FileAccess.Write) ?? Console.OpenStandardOutput(),
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

    // A console stream cannot be closed from here, and a half-close must reach the program at the other end of the pipe.
    private static FileStream? OpenDescriptor(int descriptor, FileAccess access) =>
        OperatingSystem.IsWindows() ? null : new FileStream(new SafeFileHandle(descriptor, ownsHandle: access == FileAccess.Write), access, bufferSize: 0);

    // Console.Out holds a second descriptor of standard output, which would keep a pipe open after OpenOutput was closed.
    private static TextWriter OutputWriter()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
        {
            return Console.Out;
        }

        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return TextWriter.Synchronized(new StreamWriter(stream) { AutoFlush = true });
    }

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
