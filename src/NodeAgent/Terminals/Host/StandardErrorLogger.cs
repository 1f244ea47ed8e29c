using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Writes log lines to standard error. The console logger of the framework would cost the small host process a thread and some megabytes.</summary>
/// <param name="time">The clock.</param>
internal sealed class StandardErrorLogger(TimeProvider time) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {logLevel} {formatter(state, exception)}{(exception is null ? "" : " ")}{exception}"));
}
