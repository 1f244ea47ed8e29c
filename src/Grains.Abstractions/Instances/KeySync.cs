namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>Whether the owner's SSH keys are in the container.</summary>
/// <param name="Total">Keys of the owner.</param>
/// <param name="Synced">True when the container has exactly these.</param>
[GenerateSerializer, Immutable, Alias("anchorage.KeySync")]
public sealed record KeySync(
    [property: Id(0)] int Total,
    [property: Id(1)] bool Synced);
