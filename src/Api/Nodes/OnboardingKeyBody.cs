namespace Anchorage.Api.Nodes;

internal sealed record OnboardingKeyBody(string? Label, DateTimeOffset? ExpiresAt, int? MaxUses);
