namespace Anchorage.Grains.Abstractions.Recordings;

/// <summary>A recording of a terminal's output as its readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="TerminalId">The terminal; it may be gone.</param>
/// <param name="Title">The terminal's title when it began, empty for none.</param>
/// <param name="Columns">Width when it began.</param>
/// <param name="Rows">Height when it began.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why it ended: <c>stopped</c>, <c>exited</c>, <c>size_limit</c>, <c>node_limit</c>, <c>disk_full</c>, <c>disk_failed</c>, <c>too_slow</c>, <c>host_lost</c>; why it failed: <c>not_started</c>,
/// <c>missing</c>; null while it runs.</param>
/// <param name="StartedAt">First moment.</param>
/// <param name="EndedAt">Last moment; null while it runs.</param>
/// <param name="Seconds">Its length; 0 while it runs.</param>
/// <param name="Bytes">Size of its file; 0 while it runs.</param>
/// <param name="StartedBy">Who began it; for the policy <see cref="RecordingPolicy.Always"/> who opened the terminal.</param>
[GenerateSerializer, Immutable, Alias("anchorage.RecordingInfo")]
public sealed record RecordingInfo(
    [property: Id(0)] string Id,
    [property: Id(1)] string InstanceId,
    [property: Id(2)] string TerminalId,
    [property: Id(3)] string Title,
    [property: Id(4)] int Columns,
    [property: Id(5)] int Rows,
    [property: Id(6)] RecordingState State,
    [property: Id(7)] string? Reason,
    [property: Id(8)] DateTimeOffset StartedAt,
    [property: Id(9)] DateTimeOffset? EndedAt,
    [property: Id(10)] double Seconds,
    [property: Id(11)] long Bytes,
    [property: Id(12)] ObjectName StartedBy);
