namespace Anchorage.NodeAgent.Protocol.Terminals;

/// <summary>What a search found.</summary>
/// <param name="Matches">From the oldest line to the newest.</param>
/// <param name="Truncated">True when there may be more: the limit was reached, or the time.</param>
public sealed record SearchResult(IReadOnlyList<SearchMatch> Matches, bool Truncated);
