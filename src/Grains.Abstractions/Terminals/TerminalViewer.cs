namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>Somebody who is attached.</summary>
/// <param name="Id">Names this attach.</param>
/// <param name="UserId">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Since">Since when.</param>
[GenerateSerializer, Immutable, Alias("anchorage.TerminalViewer")]
public sealed record TerminalViewer(
    [property: Id(0)] string Id,
    [property: Id(1)] string UserId,
    [property: Id(2)] string Name,
    [property: Id(3)] TerminalRole Role,
    [property: Id(4)] DateTimeOffset Since);
