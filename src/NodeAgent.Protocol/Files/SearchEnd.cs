namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>How a search ended.</summary>
/// <param name="Hits">Hits that were sent.</param>
/// <param name="Entries">Objects that were looked at.</param>
/// <param name="Files">Files whose content was read.</param>
/// <param name="Skipped">Files and folders that could not be read, that are no text, too large, or that an expression took too long for.</param>
/// <param name="Stopped">Why it did not go to the end: <c>results</c>, <c>time</c> or <c>entries</c>; null when it did.</param>
public sealed record SearchEnd(int Hits, int Entries, int Files, int Skipped, string? Stopped);
