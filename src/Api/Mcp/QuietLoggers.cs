namespace Anchorage.Api.Mcp;

/// <summary>Loggers for the protocol library that pass on warnings and errors without the values in them: arguments and results of tools stand there.</summary>
internal sealed partial class QuietLoggers(ILoggerFactory inner) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Quiet(inner.CreateLogger(categoryName));

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider)
    {
        // Providers are those of the server.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The inner factory is the server's.
    }

    private sealed partial class Quiet(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && exception is not OperationCanceledException)
            {
                LogTrouble(inner, eventId.Name ?? "?", exception?.GetType().Name ?? "none");
            }
        }

        [LoggerMessage(Level = LogLevel.Debug, Message = "The MCP library reports {Event}; exception: {Exception}.")]
        private static partial void LogTrouble(ILogger logger, string @event, string exception);
    }
}
