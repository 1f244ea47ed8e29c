using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Events;
using Anchorage.Grains.Mcp;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Identity;

/// <summary>See <see cref="IUserGrain"/>: what an account does with itself. The other half is in <c>UserGrain.System.cs</c>.</summary>
[GrainType("user")]
public sealed partial class UserGrain(
    [PersistentState("user")] IPersistentState<UserState> state,
    IOptions<AccountsOptions> options,
    IPasswordHashing passwords,
    IIdSource ids,
    Authoriser authoriser,
    RightsCache rights,
    AuditTrail audit,
    EventPublisher events,
    IDocumentIndex index,
    TimeProvider time) : Grain, IUserGrain, IUserSystemGrain
{
    private const int MaxSessions = 50;
    private const int MaxTokens = 100;
    private const int MaxSshKeys = 50;
    private const int PasswordTries = 5;

    private int _passwordFailures;
    private DateTimeOffset _passwordClosedUntil;

    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private ResourceRef Resource => new("user", Id, Id, State.Username);

    private UserState State => state.State;

    private DateTimeOffset Now => time.GetUtcNow();

    /// <inheritdoc/>
    public async Task<UserInfo> Get(Caller caller)
    {
        await Require(caller, Permissions.ReadUser);
        return UserViews.Info(Id, State, Now);
    }

    /// <inheritdoc/>
    public async Task ChangePassword(Caller caller, string oldPassword, string newPassword)
    {
        await Require(caller, Permissions.ManageCredentials);
        if (_passwordClosedUntil > Now)
        {
            throw TooMany(_passwordClosedUntil - Now);
        }

        AccountRules.Password(newPassword, "newPassword");
        await audit.Run(caller, AuditActions.PasswordChanged, Resource, async () =>
        {
            if (!await passwords.Verify(State.PasswordHash, oldPassword))
            {
                if (++_passwordFailures >= PasswordTries)
                {
                    _passwordFailures = 0;
                    _passwordClosedUntil = Now + options.Value.FailureWindow;
                }

                throw new AnchorageException(ErrorCodes.InvalidCredentials);
            }

            _passwordFailures = 0;
            string hash = await passwords.Hash(newPassword);

            // The session that asks goes on; whoever else knew the old password is out.
            await Save(State with
            {
                PasswordHash = hash,
                Credentials = State.Credentials.RemoveRange(
                    State.Credentials.Where(c => c.Value.Kind == CredentialKind.Session && c.Key != caller.CredentialId).Select(c => c.Key)),
            });
        });
        await events.Publish(EventNames.SessionsUpdated, Id, new UserPayload(Id), Id, administrators: false);
    }

    /// <inheritdoc/>
    public async Task SignOut(Caller caller)
    {
        if (caller.CredentialId is { } id && State.Credentials.ContainsKey(id))
        {
            await Save(State with { Credentials = State.Credentials.Remove(id) });
            await audit.Note(caller, AuditActions.SignedOut, Resource);
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<SessionInfo>> ListSessions(Caller caller)
    {
        await Require(caller, Permissions.ManageCredentials);
        return [.. Live(CredentialKind.Session).Select(c => UserViews.Session(c.Key, c.Value, caller.CredentialId))];
    }

    /// <inheritdoc/>
    public async Task RevokeSession(Caller caller, string sessionId)
    {
        await Require(caller, Permissions.ManageCredentials);
        if (State.Credentials.TryGetValue(sessionId, out StoredCredential? session) && session.Kind == CredentialKind.Session)
        {
            await audit.Run(caller, AuditActions.SessionRevoked, Resource, () => Save(State with { Credentials = State.Credentials.Remove(sessionId) }));
            await events.Publish(EventNames.SessionsUpdated, Id, new UserPayload(Id), Id, administrators: false);
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ApiTokenInfo>> ListTokens(Caller caller)
    {
        await Require(caller, Permissions.ManageCredentials);
        return [.. Live(CredentialKind.Token).Select(c => UserViews.Token(c.Key, c.Value))];
    }

    /// <inheritdoc/>
    public async Task<CreatedToken> CreateToken(Caller caller, string label, ImmutableArray<string> scopes, DateTimeOffset? expiresAt)
    {
        await Require(caller, Permissions.ManageCredentials);
        label = AccountRules.Label(label);
        scopes = CheckScopes(scopes, caller);
        AccountRules.Expiry(expiresAt, Now);
        if (Live(CredentialKind.Token).Count() >= MaxTokens)
        {
            throw new AnchorageException(ErrorCodes.LimitReached, ("limit", $"{MaxTokens}"), ("what", "API tokens"));
        }

        return await audit.Run(caller, AuditActions.TokenCreated, Resource, async () =>
        {
            (CredentialToken token, StoredCredential stored) = Make(CredentialKind.Token, label, scopes, caller.Origin, expiresAt);
            await Save(State with { Credentials = State.Credentials.Add(token.CredentialId, stored) });
            await events.Publish(EventNames.TokensUpdated, Id, new UserPayload(Id), Id, administrators: false);
            return new CreatedToken(token.ToString(), UserViews.Token(token.CredentialId, stored));
        });
    }

    /// <inheritdoc/>
    public async Task RevokeToken(Caller caller, string tokenId)
    {
        await Require(caller, Permissions.ManageCredentials);
        if (!State.Credentials.TryGetValue(tokenId, out StoredCredential? token) || token.Kind != CredentialKind.Token)
        {
            throw new AnchorageException(ErrorCodes.TokenNotFound);
        }

        await audit.Run(caller, AuditActions.TokenRevoked, Resource, () => Save(State with { Credentials = State.Credentials.Remove(tokenId) }));
        await events.Publish(EventNames.TokensUpdated, Id, new UserPayload(Id), Id, administrators: false);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<SshKeyInfo>> ListSshKeys(Caller caller)
    {
        await Require(caller, Permissions.ManageCredentials);
        return State.SshKeys;
    }

    /// <inheritdoc/>
    public async Task<SshKeyInfo> AddSshKey(Caller caller, string label, string publicKey)
    {
        await Require(caller, Permissions.ManageCredentials);
        SshPublicKey key = SshPublicKey.Parse(publicKey);
        label = AccountRules.Label(string.IsNullOrWhiteSpace(label) ? (key.Comment.Length > 0 ? key.Comment : key.Type) : label);
        if (State.SshKeys.FirstOrDefault(k => k.Fingerprint == key.Fingerprint) is { } existing)
        {
            throw new AnchorageException(ErrorCodes.SshKeyExists, ("label", existing.Label));
        }

        if (State.SshKeys.Length >= MaxSshKeys)
        {
            throw new AnchorageException(ErrorCodes.LimitReached, ("limit", $"{MaxSshKeys}"), ("what", "SSH keys"));
        }

        return await audit.Run(
            caller,
            AuditActions.SshKeyAdded,
            Resource,
            () => StoreKey(label, key),
            ImmutableDictionary<string, string>.Empty.Add("fingerprint", key.Fingerprint));
    }

    /// <inheritdoc/>
    public async Task RemoveSshKey(Caller caller, string keyId)
    {
        await Require(caller, Permissions.ManageCredentials);
        SshKeyInfo key = State.SshKeys.FirstOrDefault(k => k.Id == keyId) ?? throw new AnchorageException(ErrorCodes.SshKeyNotFound);
        await audit.Run(
            caller,
            AuditActions.SshKeyRemoved,
            Resource,
            async () =>
            {
                await Save(State with { SshKeys = State.SshKeys.Remove(key) });
                await KeysChanged();
            },
            ImmutableDictionary<string, string>.Empty.Add("fingerprint", key.Fingerprint));
    }

    private async Task Require(Caller caller, string permission)
    {
        await authoriser.Require(caller, permission, Resource);
        if (!State.Exists)
        {
            throw Fail.NotFound("user", Id);
        }
    }

    private ImmutableArray<string> CheckScopes(ImmutableArray<string> scopes, Caller caller)
    {
        if (scopes.IsDefaultOrEmpty)
        {
            scopes = [Caller.AllScopes];
        }

        if (scopes.Where(s => s is null || (s != Caller.AllScopes && !Permissions.All.Contains(s))).Take(1).ToArray() is [var unknown])
        {
            throw Fail.Invalid("scopes", $"names the unknown permission '{unknown}'; allowed are * and {string.Join(' ', Permissions.All)}");
        }

        if (scopes.Contains(Permissions.UseMcp, StringComparer.Ordinal) && scopes.FirstOrDefault(s => !McpRules.Scopes.Contains(s)) is { } unfit)
        {
            throw Fail.Invalid("scopes", $"cannot name '{unfit}' beside use:mcp; programs get no more than {string.Join(' ', McpRules.Scopes)}");
        }

        bool wider = caller.Kind == CallerKind.User
            && !caller.Scopes.Contains(Caller.AllScopes, StringComparer.Ordinal)
            && scopes.Any(s => !caller.Scopes.Contains(s, StringComparer.Ordinal));
        return wider ? throw new AnchorageException(ErrorCodes.ScopeMissing, ("permission", "a token with more scopes")) : [.. scopes.Distinct(StringComparer.Ordinal)];
    }

    private IEnumerable<KeyValuePair<string, StoredCredential>> Live(CredentialKind kind) =>
        State.Credentials.Where(c => c.Value.Kind == kind && UserViews.IsLive(c.Value, Now)).OrderByDescending(c => c.Value.CreatedAt).ThenBy(c => c.Key, StringComparer.Ordinal);

    private (CredentialToken Token, StoredCredential Stored) Make(
        CredentialKind kind, string label, ImmutableArray<string> scopes, string address, DateTimeOffset? expiresAt)
    {
        CredentialToken token = new(kind, Id, ids.NewId(), ids.NewSecret());
        string text = token.ToString();
        return (token, new StoredCredential(kind, CredentialToken.Hash(token.Secret), label, scopes, address, Now, null, expiresAt, text[..12]));
    }

    private async Task<SshKeyInfo> StoreKey(string label, SshPublicKey key)
    {
        SshKeyInfo info = new(ids.NewId(), label, key.Type, key.Line, key.Fingerprint, Now);
        await Save(State with { SshKeys = State.SshKeys.Add(info) });
        await KeysChanged();
        return info;
    }

    private async Task KeysChanged()
    {
        await GrainFactory.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(Id)).KeysChanged();
        await events.Publish(EventNames.SshKeysUpdated, Id, new UserPayload(Id), Id, administrators: false);
    }

    private static AnchorageException TooMany(TimeSpan wait) =>
        new(ErrorCodes.TooManyAttempts, ("seconds", $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))}"));
}
