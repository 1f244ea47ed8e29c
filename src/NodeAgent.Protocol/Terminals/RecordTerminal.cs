namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>Begin or end the recording of a terminal's output. Repeating it changes nothing.</summary>
/// <param name="TerminalId">The terminal.</param>
/// <param name="RecordingId">Id of the new recording, 1 to 40 of a-z and 0-9; null ends the one that runs.</param>
public sealed record RecordTerminal(string TerminalId, string? RecordingId);
