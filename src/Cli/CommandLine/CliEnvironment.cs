using Anchorage.Cli.Processes;

namespace Anchorage.Cli.CommandLine;

/// <summary>Everything outside the process that a command touches: streams, terminal, variables, clock and other programs.</summary>
internal sealed class CliEnvironment
{
    /// <summary>Standard input as text, for answers to questions and secrets that are piped in.</summary>
    public required TextReader In { get; init; }

    /// <summary>Standard output: data only.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: messages, questions and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input as raw bytes, without any buffering of the console.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Opens standard output as raw bytes; disposing it is the end of the data for its reader.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Opens standard error as raw bytes, for what a remote program writes there.</summary>
    public required Func<Stream> OpenError { get; init; }

    /// <summary>Reads one line without echo.</summary>
    public required Func<string> ReadSecret { get; init; }

    public required bool InIsTerminal { get; init; }

    public required bool OutIsTerminal { get; init; }

    public required bool ErrorIsTerminal { get; init; }

    /// <summary>The variables of the process at its start.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public required string HomeDirectory { get; init; }

    public required string CurrentDirectory { get; init; }

    public required TimeProvider Time { get; init; }

    public required IProgramLauncher Programs { get; init; }

    /// <summary>How this command itself is started: one word, or two where it runs under the dotnet host.</summary>
    public required IReadOnlyList<string> SelfCommand { get; init; }

    /// <summary>Colours are off where NO_COLOR has any value (no-color.org).</summary>
    public bool Colors => string.IsNullOrEmpty(Variable("NO_COLOR"));

    /// <summary>A variable, or null where it is absent or empty.</summary>
    public string? Variable(string name) =>
        Variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
