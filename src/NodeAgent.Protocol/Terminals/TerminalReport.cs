namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>A terminal as its host sees it.</summary>
/// <param name="TerminalId">Id of the terminal.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="State">
/// <c>open</c>, <c>exited</c>, <c>lost</c> when its host ended, or <c>gone</c> when it was to end with its last viewer and did: the last two are only in
/// <see cref="MessageTypes.TerminalChanged"/>, such a terminal is in no list.
/// </param>
/// <param name="ExitCode">Exit code of the shell; 128 + signal when a signal ended it; null while open.</param>
/// <param name="Columns">Width.</param>
/// <param name="Rows">Height.</param>
/// <param name="OutputOffset">Bytes that the PTY has produced so far.</param>
/// <param name="InputOffset">Bytes of input that were applied.</param>
/// <param name="LastActivityAt">Last output or input.</param>
/// <param name="Title">The title that the program set, empty for none.</param>
/// <param name="WorkingDirectory">The directory that the shell reported, empty for none.</param>
/// <param name="Viewers">Who is attached, in the order of coming; null from a host that does not say.</param>
/// <param name="Recording">Id of the recording that runs; null for none.</param>
public sealed record TerminalReport(
    string TerminalId,
    string InstanceId,
    string State,
    int? ExitCode,
    int Columns,
    int Rows,
    long OutputOffset,
    long InputOffset,
    DateTimeOffset LastActivityAt,
    string Title = "",
    string WorkingDirectory = "",
    IReadOnlyList<ViewerReport>? Viewers = null,
    string? Recording = null);
