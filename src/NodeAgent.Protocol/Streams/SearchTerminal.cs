namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>Search the screen of a terminal and the lines above it. Answered with a <see cref="Terminals.SearchResult"/> as JSON in binary frames, then the stream closes.</summary>
/// <param name="TerminalId">The terminal.</param>
/// <param name="Query">What to look for, 1 to 256 characters.</param>
/// <param name="Regex">True when it is a regular expression; only those are taken that can be matched in one pass: no back-references, no look-around.</param>
/// <param name="MatchCase">False to take upper and lower case as the same.</param>
/// <param name="Limit">Most matches in the answer, 1 to 1000.</param>
public sealed record SearchTerminal(string TerminalId, string Query, bool Regex, bool MatchCase, int Limit);
