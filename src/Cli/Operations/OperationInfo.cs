using Anchorage.Cli.Http;

namespace Anchorage.Cli.Operations;

/// <summary>Long work on the server.</summary>
internal sealed record OperationInfo(string Id, string? Kind, string State, double ProgressPercent, string? Step, string? Message, ObjectRef? Target, ObjectRef? RequestedBy, OperationError? Error, DateTimeOffset? CreatedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>True once the state cannot change any more.</summary>
    public bool Ended => State is "succeeded" or "failed" or "cancelled" or "interrupted";
}
