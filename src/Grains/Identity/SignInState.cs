using System.Collections.Immutable;

namespace Anchorage.Grains.Identity;

/// <summary>Recent failures of one account from one address; stored, so that a restart of the server does not open the door.</summary>
public sealed record SignInState
{
    /// <summary>When the failures were, oldest first.</summary>
    public ImmutableArray<DateTimeOffset> Failures { get; init; } = [];
}
