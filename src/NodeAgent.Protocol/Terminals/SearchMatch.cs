namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>A place in a terminal where something was found.</summary>
/// <param name="Line">The line where it begins: 0 is the oldest that is kept above the screen, the rows of the screen follow.</param>
/// <param name="Column">UTF-16 units of <paramref name="Text"/> before it.</param>
/// <param name="Length">Its UTF-16 units.</param>
/// <param name="Text">The line, and those that continue it as far as the match reaches; at most 2,000 characters.</param>
public sealed record SearchMatch(int Line, int Column, int Length, string Text);
