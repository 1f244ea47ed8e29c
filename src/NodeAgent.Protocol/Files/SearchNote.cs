using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Text frame of the agent on a stream that searches. One without content says that it goes on.</summary>
/// <param name="Hits">What was found since the last one.</param>
/// <param name="End">There is no more.</param>
/// <param name="Error">It cannot go on.</param>
public sealed record SearchNote(IReadOnlyList<SearchHit>? Hits = null, SearchEnd? End = null, LinkError? Error = null);
