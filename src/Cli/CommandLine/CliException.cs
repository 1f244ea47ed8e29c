namespace Anchorage.Cli.CommandLine;

/// <summary>A failure that the user is told as "[code] message" with a next step; the only exception commands throw on purpose.</summary>
internal sealed class CliException(string code, string message, string? next, int exitCode, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>A code that "anchorage explain" knows.</summary>
    public string Code { get; } = code;

    /// <summary>What to do about it; null where the message says it already.</summary>
    public string? Next { get; } = next;

    public int ExitCode { get; } = exitCode;

    public static CliException Usage(string message, string? next = null) =>
        new("usage", message, next, ExitCodes.Config);

    public static CliException Config(string message, string? next = null) =>
        new("config_invalid", message, next, ExitCodes.Config);
}
