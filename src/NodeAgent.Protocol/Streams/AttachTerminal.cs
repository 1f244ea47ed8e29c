namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>Attach a viewer to a terminal. After <see cref="StreamOpened"/> the frames are those of docs/protocol/terminal.md, unchanged between browser and terminal host.</summary>
/// <param name="TerminalId">The terminal.</param>
/// <param name="ViewerId">Names the viewer; unique per attach.</param>
/// <param name="UserId">Who looks.</param>
/// <param name="UserName">For the list of viewers.</param>
/// <param name="Role"><c>type</c>, <c>watch</c> or <c>preview</c>: enforced by the terminal host.</param>
/// <param name="Resume">First output byte that the viewer does not have; null for everything that is kept.</param>
public sealed record AttachTerminal(string TerminalId, string ViewerId, string UserId, string UserName, string Role, long? Resume);
