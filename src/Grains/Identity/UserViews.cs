using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Identity;

/// <summary>What may be seen of a stored account. No secret passes here.</summary>
internal static class UserViews
{
    public static UserInfo Info(string id, UserState state, DateTimeOffset now) => new(
        id,
        state.Username,
        state.Email,
        state.Role,
        AccountRules.StatusAt(state.Status, state.ExpiresAt, now),
        state.ExpiresAt,
        state.CreatedAt,
        state.LastLoginAt,
        state.InstanceQuota,
        state.InstanceCount,
        Etag(state));

    public static string Etag(UserState state) => state.Version.ToString(CultureInfo.InvariantCulture);

    public static UserRights Rights(string id, UserState state, DateTimeOffset now) => new(
        id,
        state.Username,
        state.Role,
        AccountRules.StatusAt(state.Status, state.ExpiresAt, now),
        state.Version,
        // Ended ones too: whoever comes with one is told that it has ended.
        state.Credentials.ToImmutableDictionary(c => c.Key, c => new CredentialRights(c.Value.Kind, c.Value.SecretHash, c.Value.Scopes, c.Value.ExpiresAt), StringComparer.Ordinal));

    public static bool IsLive(StoredCredential credential, DateTimeOffset now) => credential.ExpiresAt is not { } end || end > now;

    public static ApiTokenInfo Token(string id, StoredCredential c) => new(id, c.Label, c.Scopes, c.CreatedAt, c.ExpiresAt, c.LastUsedAt, c.Prefix);

    public static SessionInfo Session(string id, StoredCredential c, string? current) =>
        new(id, c.CreatedAt, c.LastUsedAt ?? c.CreatedAt, c.ExpiresAt, c.Address, c.Label, id == current);
}
