namespace Anchorage.Cli.Nodes;

/// <summary>Body of POST /api/nodes/onboarding-keys.</summary>
internal sealed record OnboardingKeyCreate(string Label, string? ExpiresAt, int? MaxUses);
