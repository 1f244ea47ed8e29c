using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Timers;

internal sealed partial class GrainTimer
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer callback of grain {Grain} failed; the timer goes on")]
    private static partial void LogTickFailed(ILogger logger, Exception exception, GrainId grain);
}
