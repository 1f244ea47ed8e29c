namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>One line of a container's log.</summary>
/// <param name="At">When Docker received it.</param>
/// <param name="Stream"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">The line without its end; invalid UTF-8 is replaced; at most 16 KiB, longer lines are cut with an ellipsis.</param>
public sealed record LogLine(DateTimeOffset? At, string Stream, string Text);
