using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Protocol.Files;

/// <summary>Text frame of the agent on a stream that packs. One without content says that it still looks at what there is.</summary>
/// <param name="Begin">What the archive will hold; its bytes follow.</param>
/// <param name="End">The archive is whole.</param>
/// <param name="Error">There will be none, or what came is not whole.</param>
public sealed record ArchiveNote(ArchiveBegin? Begin = null, ArchiveEnd? End = null, LinkError? Error = null);
