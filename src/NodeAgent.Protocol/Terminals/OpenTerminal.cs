namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>Start a shell on a new PTY. Repeating it with the same id gives the existing terminal.</summary>
/// <param name="TerminalId">Id of the terminal.</param>
/// <param name="InstanceId">The instance in which the shell runs.</param>
/// <param name="Columns">1 to 1000.</param>
/// <param name="Rows">1 to 1000.</param>
/// <param name="Shell"><c>bash</c>, <c>sh</c>, <c>zsh</c>, <c>ash</c>; null takes the best that is there.</param>
/// <param name="DetachedSeconds">How long the terminal lives without a viewer; 86400 by default.</param>
/// <param name="EndWhenLastViewerLeaves">True ends it a few seconds after its last viewer left.</param>
/// <param name="RecordingId">Id of the recording that begins with it; null for none. When it cannot begin, the terminal opens all the same and its report names none.</param>
/// <param name="Root">On a machine: as root instead of the account that its administrator named.</param>
public sealed record OpenTerminal(
    string TerminalId,
    string InstanceId,
    int Columns,
    int Rows,
    string? Shell,
    int DetachedSeconds,
    bool EndWhenLastViewerLeaves = false,
    string? RecordingId = null,
    bool Root = false);
