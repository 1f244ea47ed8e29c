namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>Change how long a terminal lives.</summary>
/// <param name="TerminalId">Id of the terminal.</param>
/// <param name="EndWhenLastViewerLeaves">True ends it a few seconds after its last viewer left; false gives it its detached life.</param>
public sealed record ChangeTerminal(string TerminalId, bool EndWhenLastViewerLeaves);
