using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals.Ipc;

/// <summary>A request on the control connection: <c>open</c>, <c>close</c>, <c>list</c>, <c>change</c>, <c>viewers</c> or <c>record</c>.</summary>
/// <param name="Id">Number that the answer repeats.</param>
/// <param name="Verb">What to do.</param>
/// <param name="Open">The terminal to open.</param>
/// <param name="TerminalId">The terminal to close or to record.</param>
/// <param name="Change">The terminal to change.</param>
/// <param name="Viewers">What becomes of the viewers of a terminal.</param>
/// <param name="RecordingId">The recording to begin; null ends the one that runs.</param>
internal sealed record HostRequest(
    long Id, string Verb, OpenRequest? Open = null, string? TerminalId = null, ChangeTerminal? Change = null, ChangeViewers? Viewers = null, string? RecordingId = null);
