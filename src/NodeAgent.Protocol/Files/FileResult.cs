namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Last text frame of the agent on a stream that wrote: what became of it.</summary>
/// <param name="Entry">The file as it is now; null when it failed.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record FileResult(FileEntry? Entry, Nodes.LinkError? Error);
