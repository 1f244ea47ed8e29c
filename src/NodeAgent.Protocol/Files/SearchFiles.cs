namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Search below a folder.</summary>
/// <param name="Path">The folder; null for the home folder.</param>
/// <param name="Name">Text in names, or a pattern with <c>*</c> and <c>?</c>; null for all.</param>
/// <param name="Content">Text in files; null to look at names alone.</param>
/// <param name="MatchCase">True to tell upper from lower case.</param>
/// <param name="Limit">Most matches, 1 to 1000.</param>
public sealed record SearchFiles(string? Path, string? Name, string? Content, bool MatchCase, int Limit);
