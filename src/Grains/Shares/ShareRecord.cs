using Anchorage.Grains.Abstractions.Shares;

namespace Anchorage.Grains.Shares;

/// <summary>What is kept of a share.</summary>
public sealed record ShareRecord
{
    /// <summary>The share; null when there is none.</summary>
    public ShareInfo? Info { get; init; }
}
