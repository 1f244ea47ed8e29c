using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Terminals.Host;

internal sealed partial class TerminalHostServer
{
    [LoggerMessage(LogLevel.Information, "Opened terminal {TerminalId} of instance {InstanceId}")]
    private static partial void LogOpened(ILogger logger, string terminalId, string instanceId);

    [LoggerMessage(LogLevel.Warning, "Terminal {TerminalId} is not recorded: {Reason}")]
    private static partial void LogNotRecorded(ILogger logger, string terminalId, string reason);

    [LoggerMessage(LogLevel.Warning, "Refused a connection of user {UserId}: it is not the user of this process")]
    private static partial void LogStranger(ILogger logger, uint userId);
}
