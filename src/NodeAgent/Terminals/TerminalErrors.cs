namespace Anchorage.NodeAgent.Terminals;

/// <summary>Codes of the error registry that terminals use.</summary>
internal static class TerminalErrors
{
    internal const string InvalidRequest = "invalid_request";
    internal const string NotFound = "terminal_not_found";
    internal const string ViewerNotFound = "viewer_not_found";
    internal const string Detached = "terminal_detached";
    internal const string Limit = "terminal_limit";
    internal const string StartFailed = "terminal_start_failed";
    internal const string HostUnavailable = "terminal_host_unavailable";
    internal const string ViewerLimit = "terminal_viewer_limit";
    internal const string ViewerStalled = "slow_consumer";
    internal const string ReadOnly = "terminal_read_only";
    internal const string InputGap = "terminal_input_gap";
    internal const string RecordingNotFound = "recording_not_found";
    internal const string RecordingLimit = "recording_limit";
    internal const string RecordingFailed = "recording_failed";
    internal const string InputFull = "terminal_input_full";
}
