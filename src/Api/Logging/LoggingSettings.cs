using Microsoft.Extensions.Logging.Console;

namespace Anchorage.Api.Logging;

/// <summary>Section <c>Anchorage:Logging</c>. Levels stand in the framework's own section <c>Logging:LogLevel</c>.</summary>
internal static class LoggingSettings
{
    /// <summary>The setting: <c>text</c> (default) or <c>json</c>.</summary>
    public const string FormatKey = "Anchorage:Logging:Format";

    /// <summary>Logs to the standard output in the configured format, with secrets masked.</summary>
    /// <exception cref="AnchorageException"><c>configuration_invalid</c>.</exception>
    public static void AddAnchorageLogging(this WebApplicationBuilder builder)
    {
        LogFormat format = builder.Configuration[FormatKey] switch
        {
            null or "" or "text" => LogFormat.Text,
            "json" => LogFormat.Json,
            string other => throw new AnchorageException(
                ErrorCodes.ConfigurationInvalid, ("setting", FormatKey), ("problem", $"'{other}' is not allowed. Allowed: text, json")),
        };

        // The host has added the console itself; who composes a server without one, as tests do, keeps it so.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = RedactingFormatter.FormatterName);
        builder.Services.AddSingleton<ConsoleFormatter>(p => new RedactingFormatter(format, p.GetService<TimeProvider>() ?? TimeProvider.System));
    }
}
