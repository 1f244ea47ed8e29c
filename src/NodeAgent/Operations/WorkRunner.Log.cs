using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Operations;

internal sealed partial class WorkRunner
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Verb} of instance {InstanceId} ended: operation {OperationId}, succeeded {Succeeded}, code {Code}")]
    private partial void LogCompleted(string verb, string instanceId, string operationId, bool succeeded, string? code);

    [LoggerMessage(Level = LogLevel.Information, Message = "Operation {OperationId} ({Type}) was cut off after {Attempts} attempts and goes on")]
    private partial void LogResumed(string operationId, string type, int attempts);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Verb} of instance {InstanceId} failed unexpectedly in operation {OperationId}; the agent goes on")]
    private partial void LogPanic(Exception exception, string verb, string instanceId, string operationId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Instance {InstanceId} cannot be looked at: {Reason}")]
    private partial void LogUnseen(string instanceId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal cannot be written")]
    private partial void LogJournalFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal holds {Lines} damaged lines; they are passed over")]
    private partial void LogDamaged(int lines);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Operation {OperationId} in the journal is not understood: {Reason}")]
    private partial void LogUnreadable(string operationId, string reason);
}
