namespace Anchorage.Grains.Identity;

/// <summary>What is stored of a reservation.</summary>
public sealed record NameState
{
    /// <summary>Who has the name; null when it is free.</summary>
    public string? OwnerId { get; init; }
}
