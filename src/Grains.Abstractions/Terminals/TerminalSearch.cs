namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>What to look for in a terminal.</summary>
/// <param name="Query">1 to 256 characters.</param>
/// <param name="Regex">True for a regular expression; one without back-references and look-around.</param>
/// <param name="MatchCase">False to take upper and lower case as the same.</param>
/// <param name="Limit">Most matches, 1 to 1000.</param>
[GenerateSerializer, Immutable, Alias("anchorage.TerminalSearch")]
public sealed record TerminalSearch(
    [property: Id(0)] string Query,
    [property: Id(1)] bool Regex,
    [property: Id(2)] bool MatchCase,
    [property: Id(3)] int Limit);
