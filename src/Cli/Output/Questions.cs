using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Output;

/// <summary>Questions to the user, on stderr, only where somebody can answer.</summary>
internal static class Questions
{
    /// <summary>Asks a yes/no question; no is the default.</summary>
    /// <exception cref="CliException">There is no terminal to ask on; <paramref name="flag"/> says how to answer beforehand.</exception>
    public static bool Confirm(CliEnvironment environment, string question, string flag)
    {
        if (!environment.InIsTerminal)
        {
            throw new CliException("confirmation_needed", $"{question} There is no terminal to ask on.", $"Repeat with {flag}.", ExitCodes.Config);
        }

        environment.Error.Write($"{TerminalText.Safe(question)} [y/N] ");
        environment.Error.Flush();
        return environment.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>Asks for a line of text.</summary>
    public static string Text(CliEnvironment environment, string label, string flag)
    {
        if (!environment.InIsTerminal)
        {
            throw CliException.Usage($"{label} is missing and there is no terminal to ask on.", $"Give it with {flag}.");
        }

        environment.Error.Write($"{label}: ");
        environment.Error.Flush();
        return environment.In.ReadLine()?.Trim() is { Length: > 0 } text ? text : throw CliException.Usage($"{label} is empty.");
    }

    /// <summary>A password from standard input (one line) or asked without echo.</summary>
    public static string Password(CliEnvironment environment, string label, bool fromInput)
    {
        if (fromInput)
        {
            return environment.In.ReadLine() is { Length: > 0 } piped
                ? piped
                : throw CliException.Usage("Standard input holds no password.", "Pipe the password as one line.");
        }

        if (!environment.InIsTerminal)
        {
            throw CliException.Usage($"{label} is missing and there is no terminal to ask on.", "Pipe it and give --password-stdin.");
        }

        environment.Error.Write($"{label}: ");
        environment.Error.Flush();
        return environment.ReadSecret() is { Length: > 0 } typed ? typed : throw CliException.Usage($"{label} is empty.");
    }
}
