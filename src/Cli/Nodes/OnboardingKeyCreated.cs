namespace Anchorage.Cli.Nodes;

/// <summary>A new key, readable this once, and the line to paste on the machine.</summary>
internal sealed record OnboardingKeyCreated(string Key, OnboardingKey OnboardingKey, string? Command);
