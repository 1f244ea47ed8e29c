using Anchorage.Grains.Abstractions.Authorisation;

namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>Anchor tokens: each lets one machine in once (key <c>anchoring:all</c>; inventory D2).</summary>
[Alias("anchorage.IAnchoringGrain")]
public interface IAnchoringGrain : IGrainWithStringKey
{
    /// <summary>Issues a token for one machine. For oneself it takes <c>create:node</c>, for another account <c>manage:cloud_anchoring</c>.</summary>
    /// <exception cref="Errors.AnchorageException"><c>forbidden</c>, <c>user_not_found</c>: the other account is unknown or not active, <c>invalid_request</c>, <c>limit_reached</c>.</exception>
    [Alias("Issue")]
    Task<AnchorToken> Issue(Caller caller, AnchorWish wish);

    /// <summary>Takes a token for a machine. The same machine may repeat it with the same key, as after a lost answer.</summary>
    /// <param name="token">The token.</param>
    /// <param name="machineId">Identity of the machine.</param>
    /// <param name="publicKey">The public key that it offers.</param>
    /// <returns>Who will own the node.</returns>
    /// <exception cref="Errors.AnchorageException"><c>anchor_token_invalid</c>.</exception>
    [Alias("Redeem")]
    Task<ObjectName> Redeem(string token, string machineId, string publicKey);
}
