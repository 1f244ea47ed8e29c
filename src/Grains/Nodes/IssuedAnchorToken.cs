namespace Anchorage.Grains.Nodes;

/// <summary>An issued anchor token. The token itself is not kept: its signature proves it.</summary>
/// <param name="Owner">Who will own the machine.</param>
/// <param name="Fingerprint">The machine.</param>
/// <param name="ExpiresAt">Its end.</param>
/// <param name="UsedWith">The public key of the machine that used it; null while nobody did.</param>
public sealed record IssuedAnchorToken(ObjectName Owner, string Fingerprint, DateTimeOffset ExpiresAt, string? UsedWith);
