namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>A terminal to open in the host.</summary>
/// <param name="TerminalId">Id of the terminal.</param>
/// <param name="InstanceId">The instance that it belongs to, for the limit per instance.</param>
/// <param name="Columns">1 to 1000.</param>
/// <param name="Rows">1 to 1000.</param>
/// <param name="DetachedSeconds">How long it lives without a viewer.</param>
/// <param name="Launch">How to start the shell.</param>
/// <param name="EndWhenLastViewerLeaves">True ends it soon after its last viewer left.</param>
/// <param name="RecordingId">Id of the recording that begins with it; null for none.</param>
internal sealed record OpenRequest(
    string TerminalId,
    string InstanceId,
    int Columns,
    int Rows,
    int DetachedSeconds,
    ShellLaunch Launch,
    bool EndWhenLastViewerLeaves = false,
    string? RecordingId = null);
