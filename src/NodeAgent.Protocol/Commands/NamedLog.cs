namespace Anchorage.NodeAgent.Protocol.Commands;

/// <summary>The end of a log.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Lines">How many lines follow.</param>
/// <param name="Content">The lines; what is no UTF-8 is replaced.</param>
/// <param name="Message">Why there are none; null when there are.</param>
public sealed record NamedLog(string Name, int Lines, string Content, string? Message);
