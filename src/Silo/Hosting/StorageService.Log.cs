using Microsoft.Extensions.Logging;

namespace Anchorage.Silo.Hosting;

internal sealed partial class StorageService
{
    [LoggerMessage(1, LogLevel.Information, "Orleans engine: {Engine} {Version}")]
    private partial void LogEngine(string engine, string version);

    [LoggerMessage(2, LogLevel.Error, "The data folder {Path} cannot be prepared; let the server's account write it")]
    private partial void LogFolder(Exception exception, string path);

    [LoggerMessage(3, LogLevel.Warning, "{Count} audited actions had no outcome when the server stopped")]
    private partial void LogInterrupted(int count);

    [LoggerMessage(4, LogLevel.Error, "Unfinished audited actions could not be marked")]
    private partial void LogNotInterrupted(Exception exception);
}
