namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>Why a recording ended, as in <see cref="Protocol.Terminals.RecordingReport.Reason"/>.</summary>
internal static class RecordingEnd
{
    internal const string Stopped = "stopped";
    internal const string Exited = "exited";
    internal const string SizeLimit = "size_limit";
    internal const string NodeLimit = "node_limit";
    internal const string DiskFull = "disk_full";
    internal const string DiskFailed = "disk_failed";
    internal const string TooSlow = "too_slow";
    internal const string HostLost = "host_lost";
}
