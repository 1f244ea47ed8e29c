namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>End a terminal: SIGHUP to its session, SIGKILL after two seconds.</summary>
/// <param name="TerminalId">Id of the terminal.</param>
public sealed record CloseTerminal(string TerminalId);
