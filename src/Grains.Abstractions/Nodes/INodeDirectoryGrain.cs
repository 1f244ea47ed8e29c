using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>All nodes and onboarding keys, and placement (key <c>nodes:all</c>).</summary>
[Alias("anchorage.INodeDirectoryGrain")]
public interface INodeDirectoryGrain : IGrainWithStringKey
{
    /// <summary>The nodes that the caller may see: own, shared, all for administrators.</summary>
    [AlwaysInterleave, Alias("List")]
    Task<ImmutableArray<NodeInfo>> List(Caller caller);

    /// <summary>The onboarding keys of the caller, all for administrators.</summary>
    [Alias("ListKeys")]
    Task<ImmutableArray<OnboardingKeyInfo>> ListKeys(Caller caller);

    /// <summary>Makes an onboarding key (<c>create:node</c>).</summary>
    [Alias("CreateKey")]
    Task<CreatedOnboardingKey> CreateKey(Caller caller, string label, DateTimeOffset? expiresAt, int? maxUses);

    /// <summary>Revokes an onboarding key; nodes that it made stay.</summary>
    [Alias("RevokeKey")]
    Task RevokeKey(Caller caller, string keyId);
}
