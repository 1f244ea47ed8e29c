using System.Collections.Immutable;

namespace Anchorage.Grains.Identity;

/// <summary>What must hold over all accounts.</summary>
public sealed record AccountsState
{
    /// <summary>SHA-256 of the one-time set-up token, base64.</summary>
    public string? SetupTokenHash { get; init; }

    /// <summary>Ids of superadmins, whatever their status.</summary>
    public ImmutableHashSet<string> Superadmins { get; init; } = [];

    /// <summary>Ids of admins.</summary>
    public ImmutableHashSet<string> Admins { get; init; } = [];

    /// <summary>Accounts with an expiry that is still to come.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Expiries { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Accounts that are being deleted, with their names.</summary>
    public ImmutableDictionary<string, string> Deleting { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The account that is being made: removed again when a crash cuts it off.</summary>
    public string? Making { get; init; }
}
