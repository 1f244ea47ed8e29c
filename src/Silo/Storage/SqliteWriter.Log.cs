using Microsoft.Extensions.Logging;

namespace Anchorage.Silo.Storage;

internal sealed partial class SqliteWriter
{
    [LoggerMessage(1, LogLevel.Information, "Database {File} is open")]
    private partial void LogOpened(string file);

    [LoggerMessage(2, LogLevel.Error, "The database cannot be used: {Problem}. Next attempt in {Delay}")]
    private partial void LogUnavailable(Exception exception, string problem, TimeSpan delay);

    [LoggerMessage(3, LogLevel.Warning, "A write failed because another process holds a lock on {File}")]
    private partial void LogLocked(string file);

    [LoggerMessage(4, LogLevel.Warning, "The write queue ({Capacity}) was full for {Timeout}")]
    private partial void LogQueueFull(int capacity, TimeSpan timeout);
}
