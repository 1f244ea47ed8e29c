using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>Text frame of the agent on a stream that answers with one object and takes longer than a moment: it still works, or it failed.</summary>
/// <param name="Error">Why it failed; nothing follows. Null while it works.</param>
/// <param name="Progress">How far it is, in words; null when nothing is known.</param>
public sealed record StreamNote(LinkError? Error = null, string? Progress = null);
