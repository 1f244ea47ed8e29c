namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Look for files below a folder, by name, by content, or by both.</summary>
/// <param name="Path">The folder; null for the home folder.</param>
/// <param name="Name">Part of the name, or with <c>*</c> and <c>?</c> the whole of it; null for any.</param>
/// <param name="Text">What stands in a line; null for names alone.</param>
/// <param name="Regex">True when the text is a regular expression.</param>
/// <param name="MatchCase">True to tell upper and lower case apart.</param>
/// <param name="Exclude">Names, with <c>*</c> and <c>?</c>, that are left out with all that is below them.</param>
/// <param name="Limit">Most hits.</param>
public sealed record SearchFiles(string? Path, string? Name, string? Text, bool Regex, bool MatchCase, IReadOnlyList<string> Exclude, int Limit);
