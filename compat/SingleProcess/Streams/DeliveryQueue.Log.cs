using Microsoft.Extensions.Logging;

namespace Anchorage.SingleProcess.Streams;

internal sealed partial class DeliveryQueue
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Item {Sequence} could not be delivered to subscription {Handle}; it is tried again")]
    private static partial void LogRetry(ILogger logger, Exception exception, long sequence, Guid handle);

    [LoggerMessage(Level = LogLevel.Error, Message = "Item {Sequence} could not be delivered to subscription {Handle} and is skipped")]
    private static partial void LogSkipped(ILogger logger, Exception exception, long sequence, Guid handle);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {Handle} could not be told about a skipped item")]
    private static partial void LogReportFailed(ILogger logger, Exception exception, Guid handle);
}
