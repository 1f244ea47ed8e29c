namespace Anchorage.Grains.Abstractions.Nodes;

/// <summary>A new onboarding key.</summary>
/// <param name="Key">The key, shown once.</param>
/// <param name="OnboardingKey">What is kept of it.</param>
[GenerateSerializer, Immutable, Alias("anchorage.CreatedOnboardingKey")]
public sealed record CreatedOnboardingKey(
    [property: Id(0)] string Key,
    [property: Id(1)] OnboardingKeyInfo OnboardingKey);
