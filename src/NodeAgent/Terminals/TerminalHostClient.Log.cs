using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Terminals;

internal sealed partial class TerminalHostClient
{
    [LoggerMessage(LogLevel.Information, "Started the terminal host on {Socket}")]
    private static partial void LogStarted(ILogger logger, string socket);

    [LoggerMessage(LogLevel.Warning, "The terminal host that runs cannot be adopted")]
    private static partial void LogAdoptFailed(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Warning, "Terminal {TerminalId} is lost: its host ended")]
    private static partial void LogLost(ILogger logger, string terminalId);
}
