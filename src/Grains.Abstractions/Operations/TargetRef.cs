namespace Anchorage.Grains.Abstractions.Operations;

/// <summary>What an operation works on.</summary>
/// <param name="Kind">For example <c>instance</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name then.</param>
[GenerateSerializer, Immutable, Alias("anchorage.TargetRef")]
public sealed record TargetRef(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Id,
    [property: Id(2)] string Name);
