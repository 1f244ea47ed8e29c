using System.Globalization;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Anchorage.Api.Logging;

/// <summary>Writes log lines and masks what looks like a secret in every part of them.</summary>
/// <param name="format">How lines look.</param>
/// <param name="time">Clock.</param>
internal sealed class RedactingFormatter(LogFormat format, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>Name of the formatter.</summary>
    public const string FormatterName = "anchorage";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        string at = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        textWriter.Write(format == LogFormat.Json
            ? Json(at, logEntry, message)
            : Text(at, logEntry.LogLevel, logEntry.Category, message, logEntry.Exception));
        textWriter.Write('\n');
    }

    private static string Text(string at, LogLevel level, string category, string message, Exception? exception)
    {
        string text = SecretRedactor.Redact(exception is null ? message : $"{message}\n{exception}");

        // A line that begins at the margin is an entry; nobody forges one with a line break.
        return $"{at} {Word(level),-5} {category}: {text.ReplaceLineEndings("\n    ")}";
    }

    private static string Json<TState>(string at, in LogEntry<TState> entry, string message)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("at", at);
            json.WriteString("level", Word(entry.LogLevel));
            json.WriteString("category", entry.Category);
            if (entry.EventId.Id != 0)
            {
                json.WriteNumber("eventId", entry.EventId.Id);
            }

            json.WriteString("message", SecretRedactor.Redact(message));
            if (entry.Exception is { } exception)
            {
                json.WriteString("exception", SecretRedactor.Redact(exception.ToString()));
            }

            WriteFields(json, entry.State);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static void WriteFields<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> fields)
        {
            return;
        }

        json.WriteStartObject("fields");
        HashSet<string> seen = new(StringComparer.Ordinal) { "{OriginalFormat}" };
        foreach ((string name, object? value) in fields)
        {
            if (seen.Add(name))
            {
                // The name takes part, so that a field called "password" is masked by its name.
                string pair = SecretRedactor.Redact($"{name}={Convert.ToString(value, CultureInfo.InvariantCulture)}");
                json.WriteString(name, pair.StartsWith(name + '=', StringComparison.Ordinal) ? pair[(name.Length + 1)..] : SecretRedactor.Mask);
            }
        }

        json.WriteEndObject();
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
