using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Identity;

/// <summary>What is stored of an account.</summary>
public sealed record UserState
{
    /// <summary>User name; empty when there is no such account.</summary>
    public string Username { get; init; } = string.Empty;

    /// <summary>E-mail address.</summary>
    public string Email { get; init; } = string.Empty;

    /// <summary>Role.</summary>
    public UserRole Role { get; init; }

    /// <summary>Status as set; see <see cref="AccountRules.StatusAt"/>.</summary>
    public UserStatus Status { get; init; }

    /// <summary>Expiry.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last sign-in.</summary>
    public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>PBKDF2 hash of the password.</summary>
    public string PasswordHash { get; init; } = string.Empty;

    /// <summary>Most instances.</summary>
    public int InstanceQuota { get; init; }

    /// <summary>Instances now.</summary>
    public int InstanceCount { get; init; }

    /// <summary>Rises with every change.</summary>
    public long Version { get; init; }

    /// <summary>Sessions and tokens by id.</summary>
    public ImmutableDictionary<string, StoredCredential> Credentials { get; init; } = ImmutableDictionary<string, StoredCredential>.Empty;

    /// <summary>SSH keys, oldest first.</summary>
    public ImmutableArray<SshKeyInfo> SshKeys { get; init; } = [];

    /// <summary>True when the account exists.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Exists => Username.Length > 0;
}
