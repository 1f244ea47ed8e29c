namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>A machine that wants to be anchored.</summary>
/// <param name="Fingerprint">Its stable identity, 1 to 128 characters.</param>
/// <param name="TargetAccount">E-mail address or user name of the account that shall own it; null for the caller's.</param>
/// <param name="ServerPin">Fingerprint of the server's key, which the token carries to the agent; null without HTTPS.</param>
[GenerateSerializer, Immutable, Alias("anchorage.AnchorWish")]
public sealed record AnchorWish([property: Id(0)] string Fingerprint, [property: Id(1)] string? TargetAccount, [property: Id(2)] string? ServerPin);
