using System.Collections.Immutable;

namespace Anchorage.Grains.Nodes;

/// <summary>Anchor tokens that have not expired.</summary>
public sealed record AnchoringState
{
    /// <summary>The key that signs tokens, encrypted; empty before the first.</summary>
    public string SigningKey { get; init; } = string.Empty;

    /// <summary>Tokens by id.</summary>
    public ImmutableDictionary<string, IssuedAnchorToken> Tokens { get; init; } = ImmutableDictionary<string, IssuedAnchorToken>.Empty;
}
