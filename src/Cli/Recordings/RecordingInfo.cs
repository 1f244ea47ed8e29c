using Anchorage.Cli.Http;

namespace Anchorage.Cli.Recordings;

/// <summary>A recording of a terminal.</summary>
internal sealed record RecordingInfo(
    string Id, string InstanceId, string TerminalId, string? Title, string? State, string? Reason, DateTimeOffset? StartedAt, double Seconds, long Bytes, ObjectRef? StartedBy);
