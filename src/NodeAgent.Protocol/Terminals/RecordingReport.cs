namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>A recording of a terminal's output as its node sees it.</summary>
/// <param name="RecordingId">Id of the recording.</param>
/// <param name="TerminalId">The terminal.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="State"><c>running</c> or <c>ended</c>.</param>
/// <param name="Reason">Why it ended: <c>stopped</c>, <c>exited</c> (the shell ended), <c>size_limit</c>, <c>node_limit</c>, <c>disk_full</c>, <c>disk_failed</c>, <c>too_slow</c> (the disk did not follow the output) or
/// <c>host_lost</c>; null while it runs.</param>
/// <param name="StartedAt">First moment.</param>
/// <param name="EndedAt">Last moment; null while it runs.</param>
/// <param name="Bytes">Size of its file.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Columns">Width at the beginning.</param>
/// <param name="Rows">Height at the beginning.</param>
/// <param name="Title">The terminal's title at the beginning, empty for none.</param>
public sealed record RecordingReport(
    string RecordingId,
    string TerminalId,
    string InstanceId,
    string State,
    string? Reason,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    long Bytes,
    double Seconds,
    int Columns,
    int Rows,
    string Title);
