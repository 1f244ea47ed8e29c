namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>What to change of a terminal; null leaves a thing as it is.</summary>
/// <param name="Name">At most 64 characters without control characters; empty takes the name away.</param>
/// <param name="EndWhenLastViewerLeaves">Whether it ends a few seconds after its last viewer left.</param>
[GenerateSerializer, Immutable, Alias("anchorage.TerminalUpdate")]
public sealed record TerminalUpdate(
    [property: Id(0)] string? Name,
    [property: Id(1)] bool? EndWhenLastViewerLeaves);
