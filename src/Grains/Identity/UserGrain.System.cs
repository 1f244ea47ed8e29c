using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Grains.Events;

namespace Anchorage.Grains.Identity;

/// <content>What other grains ask of an account.</content>
public sealed partial class UserGrain
{
    /// <inheritdoc/>
    public Task<UserRights?> GetRights() => Task.FromResult(State.Exists ? UserViews.Rights(Id, State, Now) : null);

    /// <inheritdoc/>
    public async Task<UserInfo> Initialise(NewUser user, string passwordHash, int instanceQuota)
    {
        if (!State.Exists)
        {
            UserState next = new()
            {
                Username = user.Username,
                Email = user.Email,
                Role = user.Role,
                Status = UserStatus.Active,
                ExpiresAt = user.ExpiresAt,
                CreatedAt = Now,
                PasswordHash = passwordHash,
                InstanceQuota = instanceQuota,
            };
            await Index(next);
            await Save(next);
        }

        return await Changed();
    }

    /// <inheritdoc/>
    public async Task<SignedIn> SignIn(SignInRequest request)
    {
        // The status is told only to somebody who knows the password (inventory P1, P-03).
        if (!await passwords.Verify(State.Exists && State.Status != UserStatus.Deleting ? State.PasswordHash : null, request.Password))
        {
            throw new AnchorageException(ErrorCodes.InvalidCredentials);
        }

        switch (AccountRules.StatusAt(State.Status, State.ExpiresAt, Now))
        {
            case UserStatus.Disabled:
                throw new AnchorageException(ErrorCodes.AccountDisabled, ("user", State.Username));
            case UserStatus.Expired:
                throw new AnchorageException(ErrorCodes.AccountExpired, ("user", State.Username));
            default:
                return request.Kind == CredentialKind.Session
                    ? await Start(request.UserAgent, [Caller.AllScopes], request.Address, CredentialKind.Session, Now + options.Value.SessionLife)
                    : await Start(
                        AccountRules.Label(request.Label ?? "command line"),
                        CheckScopes(request.Scopes, Caller.Anonymous(request.Address)),
                        request.Address,
                        CredentialKind.Token,
                        AccountRules.Expiry(request.ExpiresAt, Now));
        }
    }

    /// <inheritdoc/>
    public Task<SignedIn> StartSession(string address, string userAgent) =>
        Start(userAgent, [Caller.AllScopes], address, CredentialKind.Session, Now + options.Value.SessionLife);

    /// <inheritdoc/>
    public async Task Touch(string credentialId)
    {
        if (!State.Credentials.TryGetValue(credentialId, out StoredCredential? credential))
        {
            return;
        }

        DateTimeOffset minute = new(Now.Ticks - (Now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        if (credential.LastUsedAt >= minute)
        {
            return;
        }

        // A session that is used lives on; its end moves once a day (inventory S1).
        DateTimeOffset? end = credential.Kind == CredentialKind.Session && credential.ExpiresAt - Now < options.Value.SessionLife - TimeSpan.FromDays(1)
            ? Now + options.Value.SessionLife
            : credential.ExpiresAt;
        await Save(State with { Credentials = State.Credentials.SetItem(credentialId, credential with { LastUsedAt = minute, ExpiresAt = end }) }, rightsChanged: false);
    }

    /// <inheritdoc/>
    public Task<UserInfo?> Read() => Task.FromResult(State.Exists ? UserViews.Info(Id, State, Now) : null);

    /// <inheritdoc/>
    public async Task<UserInfo> Apply(UserChange change, string? ifMatch)
    {
        if (!State.Exists)
        {
            throw Fail.NotFound("user", Id);
        }

        if (ifMatch is not null && ifMatch != UserViews.Etag(State))
        {
            throw new AnchorageException(ErrorCodes.ChangedMeanwhile, ("kind", "account"));
        }

        UserState next = State with
        {
            Email = change.Email ?? State.Email,
            Role = change.Role ?? State.Role,
            Status = change.Status ?? State.Status,
            ExpiresAt = change.ChangeExpiry ? change.ExpiresAt : State.ExpiresAt,
            InstanceQuota = change.InstanceQuota ?? State.InstanceQuota,
        };

        // What a person had open when the account expired stays closed when it is taken up again.
        if (AccountRules.StatusAt(State.Status, State.ExpiresAt, Now) == UserStatus.Expired && next.Status == UserStatus.Active)
        {
            next = next with { Credentials = ImmutableDictionary<string, StoredCredential>.Empty };
        }

        // An expiry that is extended does not by itself reactivate an account that was marked expired (inventory P2).
        await Index(next);
        await Save(next);
        await events.Publish(EventNames.Resync, "rights", new UserPayload(Id), Id, administrators: false);
        return await Changed();
    }

    /// <inheritdoc/>
    public Task SetPassword(string passwordHash) =>
        Save(State with { PasswordHash = passwordHash, Credentials = ImmutableDictionary<string, StoredCredential>.Empty });

    /// <inheritdoc/>
    public async Task BeginDelete()
    {
        await Save(State with { Status = UserStatus.Deleting, Credentials = ImmutableDictionary<string, StoredCredential>.Empty });
        await Changed();
    }

    /// <inheritdoc/>
    public async Task Erase()
    {
        await index.Remove(UserIndex.Kind, Id);
        await state.Clear();
        rights.Invalidate(Id);
        await events.Publish(EventNames.UserDeleted, Id, new IdPayload(Id), null);
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public async Task<bool> ExpireIfDue()
    {
        if (!State.Exists || State.Status != UserStatus.Active || AccountRules.StatusAt(State.Status, State.ExpiresAt, Now) != UserStatus.Expired)
        {
            return false;
        }

        // Sessions and tokens end with it, but are remembered, so that their holders can be told why.
        await Save(State with { Status = UserStatus.Expired });
        await Changed();
        return true;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> GetAuthorizedKeys() => Task.FromResult<ImmutableArray<string>>([.. State.SshKeys.Select(k => k.PublicKey)]);

    /// <inheritdoc/>
    public async Task EnsureSshKey(string label, string publicKey)
    {
        SshPublicKey key = SshPublicKey.Parse(publicKey);
        if (!State.SshKeys.Any(k => k.Fingerprint == key.Fingerprint))
        {
            await StoreKey(AccountRules.Label(key.Comment.Length > 0 ? key.Comment : label), key);
        }
    }

    /// <inheritdoc/>
    public async Task SetInstanceCount(int count)
    {
        if (State.Exists && State.InstanceCount != count)
        {
            await Save(State with { InstanceCount = count }, rightsChanged: false);
            await Changed();
        }
    }

    private async Task<SignedIn> Start(string label, ImmutableArray<string> scopes, string address, CredentialKind kind, DateTimeOffset? expiresAt)
    {
        (CredentialToken token, StoredCredential stored) = Make(kind, label.Length > 200 ? label[..200] : label, scopes, address, expiresAt);
        ImmutableDictionary<string, StoredCredential> live = State.Credentials.RemoveRange(
            State.Credentials.Where(c => !UserViews.IsLive(c.Value, Now)).Select(c => c.Key)
                .Concat(Live(kind).Skip((kind == CredentialKind.Session ? MaxSessions : MaxTokens) - 1).Select(c => c.Key)));
        await Save(State with { LastLoginAt = Now, Credentials = live.Add(token.CredentialId, stored) });
        await events.Publish(kind == CredentialKind.Session ? EventNames.SessionsUpdated : EventNames.TokensUpdated, Id, new UserPayload(Id), Id, administrators: false);
        return new SignedIn(
            UserViews.Info(Id, State, Now),
            token.ToString(),
            token.CredentialId,
            expiresAt,
            kind == CredentialKind.Token ? UserViews.Token(token.CredentialId, stored) : null);
    }

    private async Task Save(UserState next, bool rightsChanged = true)
    {
        // Uses of a credential do not change the version: an editor's If-Match must not fail because somebody was active.
        await state.Save(rightsChanged ? next with { Version = State.Version + 1 } : next);
        rights.Invalidate(Id);
    }

    private Task Index(UserState next) =>
        index.Upsert(new IndexedDocument(UserIndex.Kind, Id, Id, $"{next.Username} {next.Email}", next.Username, "{}"));

    private async Task<UserInfo> Changed()
    {
        UserInfo info = UserViews.Info(Id, State, Now);
        await events.Publish(EventNames.UserUpdated, Id, info, Id);
        return info;
    }
}
