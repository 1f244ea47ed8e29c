using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Api.Nodes;

internal sealed record OnboardingKeyAnswer(string Key, OnboardingKeyInfo OnboardingKey, string Command);
