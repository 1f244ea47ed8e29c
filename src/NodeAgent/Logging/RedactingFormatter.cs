using System.Globalization;
using Anchorage.NodeAgent.Protocol.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Anchorage.NodeAgent.Logging;

/// <summary>Writes one entry per line and masks what looks like a secret.</summary>
/// <param name="time">Clock.</param>
internal sealed class RedactingFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>Name of the formatter.</summary>
    public const string FormatterName = "anchorage";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        string text = SecretRedactor.Redact(logEntry.Exception is { } exception ? $"{message}\n{exception}" : message);
        string at = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

        // Only an entry begins at the margin.
        textWriter.Write($"{at} {Word(logEntry.LogLevel),-5} {logEntry.Category}: {text.ReplaceLineEndings("\n    ")}\n");
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
