namespace Anchorage.Grains.Abstractions.Operations;

/// <summary>Long-running work.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>instance.create</c>, <c>instance.start</c>, ...</param>
/// <param name="State">Where it stands.</param>
/// <param name="ProgressPercent">0 to 100; never falls; 100 only on success.</param>
/// <param name="Step">Stable name of the present step.</param>
/// <param name="Message">What is being done.</param>
/// <param name="Target">What it works on.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="UpdatedAt">Last change.</param>
/// <param name="FinishedAt">When it ended.</param>
[GenerateSerializer, Immutable, Alias("anchorage.OperationInfo")]
public sealed record OperationInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string Kind,
    [property: Id(2)] OperationState State,
    [property: Id(3)] int ProgressPercent,
    [property: Id(4)] string Step,
    [property: Id(5)] string Message,
    [property: Id(6)] TargetRef Target,
    [property: Id(7)] ObjectName RequestedBy,
    [property: Id(8)] ErrorInfo? Error,
    [property: Id(9)] DateTimeOffset CreatedAt,
    [property: Id(10)] DateTimeOffset UpdatedAt,
    [property: Id(11)] DateTimeOffset? FinishedAt)
{
    /// <summary>True when the operation has ended.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsFinal => State is not (OperationState.Pending or OperationState.Running);
}
