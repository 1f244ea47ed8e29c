namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>Read what a terminal shows, as text. Answered with a <see cref="Terminals.ScreenText"/> as JSON in binary frames, then the stream closes.</summary>
/// <param name="TerminalId">The terminal.</param>
/// <param name="Scrollback">How many of the newest lines above the screen to read too, 0 to 10,000.</param>
public sealed record ReadScreen(string TerminalId, int Scrollback);
