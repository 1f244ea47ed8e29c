using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Nodes;

/// <summary>A stored onboarding key.</summary>
/// <param name="Info">What may be seen.</param>
/// <param name="SecretHash">SHA-256 of its secret, base64.</param>
/// <param name="Local">The key of the node beside the server; not listed.</param>
public sealed record StoredOnboardingKey(OnboardingKeyInfo Info, string SecretHash, bool Local);
