using System.Collections.Immutable;

namespace Anchorage.Grains.Nodes;

/// <summary>What is stored of all nodes together.</summary>
public sealed record NodeDirectoryState
{
    /// <summary>Node ids with owner and machine.</summary>
    public ImmutableDictionary<string, DirectoryEntry> Nodes { get; init; } = ImmutableDictionary<string, DirectoryEntry>.Empty;

    /// <summary>Onboarding keys by id.</summary>
    public ImmutableDictionary<string, StoredOnboardingKey> Keys { get; init; } = ImmutableDictionary<string, StoredOnboardingKey>.Empty;
}
