using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Runtime;

internal sealed partial class Activation
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Grain {Grain} could not be activated")]
    private static partial void LogActivationFailed(ILogger logger, Exception exception, GrainId grain);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Grain {Grain} failed while it was deactivated")]
    private static partial void LogDeactivationFailed(ILogger logger, Exception exception, GrainId grain);

    [LoggerMessage(Level = LogLevel.Warning, Message = "One-way call {Method} of grain {Grain} failed")]
    private static partial void LogOneWayFailed(ILogger logger, Exception exception, string method, GrainId grain);
}
