namespace Anchorage.Cli.Terminals;

/// <summary>What a search found.</summary>
internal sealed record SearchResult(IReadOnlyList<SearchMatch> Matches, bool Truncated);
