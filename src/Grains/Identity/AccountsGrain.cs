using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Identity;

/// <summary>See <see cref="IAccountsGrain"/>. Removal and expiry are in <c>AccountsGrain.Endings.cs</c>.</summary>
[GrainType("accounts")]
public sealed partial class AccountsGrain(
    [PersistentState("accounts")] IPersistentState<AccountsState> state,
    IOptions<AccountsOptions> options,
    IPasswordHashing passwords,
    IIdSource ids,
    Authoriser authoriser,
    AuditTrail audit,
    IDocumentIndex index,
    TimeProvider time) : Grain, IAccountsGrain
{
    private static readonly ResourceRef AllUsers = new("user");

    private int _setupFailures;

    private AccountsState State => state.State;

    /// <inheritdoc/>
    public Task<bool> IsSetupRequired() => Task.FromResult(State.Superadmins.IsEmpty);

    /// <inheritdoc/>
    public async Task<string?> RenewSetupToken(Caller caller)
    {
        await authoriser.Require(caller, Permissions.ManageInstallation, ResourceRef.Installation);
        if (!State.Superadmins.IsEmpty)
        {
            return null;
        }

        string token = ids.NewSecret();
        await state.Save(State with { SetupTokenHash = CredentialToken.Hash(token) });
        return token;
    }

    /// <inheritdoc/>
    public async Task<UserInfo> Setup(Caller caller, string token, NewUser user)
    {
        if (!State.Superadmins.IsEmpty)
        {
            throw new AnchorageException(ErrorCodes.SetupDone);
        }

        bool matches = State.SetupTokenHash is { } hash
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CredentialToken.Hash(token)), Encoding.ASCII.GetBytes(hash));
        if (!matches)
        {
            // The token has 256 bits; the limit only keeps the log small.
            if (++_setupFailures > 100)
            {
                throw new AnchorageException(ErrorCodes.TooManyAttempts, ("seconds", "60"));
            }

            throw new AnchorageException(ErrorCodes.SetupTokenInvalid);
        }

        AccountRules.Password(user.Password);
        UserInfo made = (await Make(user with { Role = UserRole.Superadmin, ExpiresAt = null })).User;
        await state.Save(State with { SetupTokenHash = null });
        await audit.Note(caller, AuditActions.Setup, new ResourceRef("user", made.Id, made.Id, made.Username));
        return made;
    }

    /// <inheritdoc/>
    public async Task<UserInfo> SignUp(Caller caller, NewUser user)
    {
        if (!options.Value.SignUp || State.Superadmins.IsEmpty)
        {
            throw new AnchorageException(ErrorCodes.SignUpDisabled);
        }

        AccountRules.Password(user.Password);
        return (await audit.Run(
            caller,
            AuditActions.SignedUp,
            new ResourceRef("user", null, null, user.Username),
            () => Make(user with { Role = UserRole.User, ExpiresAt = null }),
            created: made => made.User.Id)).User;
    }

    /// <inheritdoc/>
    public async Task<CreatedUser> Create(Caller caller, NewUser user)
    {
        await authoriser.Require(caller, Permissions.ManageUser, AllUsers);
        await RequireRole(caller, user.Role);
        return await audit.Run(
            caller, AuditActions.UserCreated, new ResourceRef("user", null, null, user.Username), () => Make(user), created: made => made.User.Id);
    }

    /// <inheritdoc/>
    public async Task<Page<UserInfo>> List(Caller caller, string? text, string? cursor, int limit)
    {
        await authoriser.Require(caller, Permissions.ReadUser, AllUsers);
        Page<IndexedDocument> page = await index.Query(UserIndex.Kind, null, text, cursor, limit);
        UserInfo?[] users = await Task.WhenAll(page.Items.Select(d => User(d.Id).Read()));
        return new Page<UserInfo>([.. users.OfType<UserInfo>()], page.NextCursor);
    }

    /// <inheritdoc/>
    public async Task<UserInfo> Update(Caller caller, string userId, UserChange change, string? ifMatch)
    {
        UserInfo user = await Find(caller, userId);
        await RequireRole(caller, user.Role);
        await RequireRole(caller, change.Role ?? user.Role);
        if (change.Status is UserStatus.Expired or UserStatus.Deleting)
        {
            throw Fail.Invalid("status", "must be active or disabled");
        }

        if (change.InstanceQuota is < 0 or > 1000)
        {
            throw Fail.Invalid("instanceQuota", "must be 0 to 1000");
        }

        if (change.ChangeExpiry)
        {
            AccountRules.Expiry(change.ExpiresAt, time.GetUtcNow());
        }

        change = change with { Email = change.Email is null ? null : AccountRules.Email(change.Email) };
        await KeepOneSuperadmin(caller, user, change);
        return await audit.Run(caller, AuditActions.UserUpdated, Resource(user), () => Apply(user, change, ifMatch), Describe(change));
    }

    /// <inheritdoc/>
    public async Task<string?> ResetPassword(Caller caller, string userId, string? newPassword)
    {
        UserInfo user = await Find(caller, userId);
        await RequireRole(caller, user.Role);
        string password = newPassword is null ? ids.NewPassword() : AccountRules.Password(newPassword, "newPassword");
        await audit.Run(caller, AuditActions.PasswordReset, Resource(user), async () => await User(userId).SetPassword(await passwords.Hash(password)));
        return newPassword is null ? password : null;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> GetAdministrators() => Task.FromResult<ImmutableArray<string>>([.. State.Superadmins.Union(State.Admins).Order(StringComparer.Ordinal)]);

    private static ResourceRef Resource(UserInfo user) => new("user", user.Id, user.Id, user.Username);

    private static ImmutableDictionary<string, string> Describe(UserChange change)
    {
        ImmutableDictionary<string, string>.Builder details = ImmutableDictionary.CreateBuilder<string, string>();
        if (change.Role is { } role)
        {
            details["role"] = role.ToString();
        }

        if (change.Status is { } status)
        {
            details["status"] = status.ToString();
        }

        if (change.ChangeExpiry)
        {
            details["expiresAt"] = change.ExpiresAt?.ToString("O") ?? "never";
        }

        if (change.InstanceQuota is { } quota)
        {
            details["instanceQuota"] = $"{quota}";
        }

        return details.ToImmutable();
    }

    private IUserSystemGrain User(string id) => GrainFactory.GetGrain<IUserSystemGrain>(GrainKeys.User(id));

    private INameGrain Name(string kind, string value) => GrainFactory.GetGrain<INameGrain>(GrainKeys.Name(kind, value));

    private async Task<UserInfo> Find(Caller caller, string userId)
    {
        await authoriser.Require(caller, Permissions.ManageUser, new ResourceRef("user", userId, userId));
        return await User(userId).Read() ?? throw Fail.NotFound("user", userId);
    }

    /// <summary>Only superadmins make, change or remove superadmins.</summary>
    private async Task RequireRole(Caller caller, UserRole role)
    {
        if (role == UserRole.Superadmin)
        {
            await authoriser.Require(caller, Permissions.ManageInstallation, ResourceRef.Installation);
        }
    }

    private async Task KeepOneSuperadmin(Caller caller, UserInfo user, UserChange change)
    {
        bool loses = user.Role == UserRole.Superadmin
            && ((change.Role is { } role && role != UserRole.Superadmin) || change.Status == UserStatus.Disabled || (change.ChangeExpiry && change.ExpiresAt is not null));
        if (!loses)
        {
            return;
        }

        if (caller.PrincipalId == user.Id)
        {
            throw new AnchorageException(ErrorCodes.CannotDeleteSelf);
        }

        await RequireAnotherSuperadmin(user);
    }

    private async Task RequireAnotherSuperadmin(UserInfo user)
    {
        UserInfo?[] others = await Task.WhenAll(State.Superadmins.Remove(user.Id).Select(id => User(id).Read()));
        if (!others.Any(o => o is { Status: UserStatus.Active, ExpiresAt: null }))
        {
            throw new AnchorageException(ErrorCodes.LastSuperadmin, ("username", user.Username));
        }
    }

    private async Task<CreatedUser> Make(NewUser user)
    {
        await RemoveUnfinished();
        string? generated = user.Password is null ? ids.NewPassword() : null;
        NewUser checkedUser = user with
        {
            Username = AccountRules.Username(user.Username),
            Email = AccountRules.Email(user.Email),
            Password = null,
            ExpiresAt = AccountRules.Expiry(user.ExpiresAt, time.GetUtcNow()),
        };
        string hash = await passwords.Hash(AccountRules.Password(user.Password ?? generated));
        string id = ids.NewId();
        if (!await TryReserve("user", checkedUser.Username, id))
        {
            throw new AnchorageException(ErrorCodes.UsernameTaken, ("username", checkedUser.Username));
        }

        if (!await TryReserve("email", checkedUser.Email, id))
        {
            await Name("user", checkedUser.Username).Release(id);
            throw new AnchorageException(ErrorCodes.EmailTaken);
        }

        await state.Save(State with { Making = id });
        UserInfo info = await User(id).Initialise(checkedUser, hash, options.Value.InstanceQuota);
        await Note(info);
        return new CreatedUser(info, generated);
    }

    /// <summary>Reserves a name. Only this grain does so, one after the other: a name that is held and that its holder does not bear was left by a crash.</summary>
    private async Task<bool> TryReserve(string kind, string value, string id)
    {
        INameGrain name = Name(kind, value);
        if (await name.TryReserve(id))
        {
            return true;
        }

        string holder = await name.GetOwner() ?? string.Empty;
        UserInfo? user = holder.Length > 0 ? await User(holder).Read() : null;
        if (user is not null && (kind == "user" ? user.Username : user.Email) == value)
        {
            return false;
        }

        await name.Release(holder);
        return await name.TryReserve(id);
    }

    /// <summary>Removes an account that a crash left half-made. Nobody was told that it exists.</summary>
    private async Task RemoveUnfinished()
    {
        if (State.Making is { } id)
        {
            if (await User(id).Read() is { } user)
            {
                await Name("user", user.Username).Release(id);
                await Name("email", user.Email).Release(id);
                await User(id).Erase();
            }

            await state.Save(State with { Making = null });
        }
    }

    private async Task<UserInfo> Apply(UserInfo user, UserChange change, string? ifMatch)
    {
        bool moves = change.Email is { } email && email != user.Email;
        if (moves && !await TryReserve("email", change.Email!, user.Id))
        {
            throw new AnchorageException(ErrorCodes.EmailTaken);
        }

        if (change is { ChangeExpiry: true, ExpiresAt: { } end } && !(State.Expiries.GetValueOrDefault(user.Id, DateTimeOffset.MaxValue) <= end))
        {
            // Noted before it holds: an end that nobody watches would stop nothing, one that does not hold yet is corrected when it is due.
            await state.Save(State with { Expiries = State.Expiries.SetItem(user.Id, end) });
        }

        UserInfo changed;
        try
        {
            changed = await User(user.Id).Apply(change, ifMatch);
        }
        catch (AnchorageException) when (moves)
        {
            await Name("email", change.Email!).Release(user.Id);
            throw;
        }

        if (moves)
        {
            await Name("email", user.Email).Release(user.Id);
        }

        await Note(changed);
        return changed;
    }

    /// <summary>Keeps what must be known without asking every account.</summary>
    private Task Note(UserInfo user) => state.Save(State with
    {
        Making = null,
        Superadmins = user.Role == UserRole.Superadmin ? State.Superadmins.Add(user.Id) : State.Superadmins.Remove(user.Id),
        Admins = user.Role == UserRole.Admin ? State.Admins.Add(user.Id) : State.Admins.Remove(user.Id),
        Expiries = user.ExpiresAt is { } end && user.Status == UserStatus.Active ? State.Expiries.SetItem(user.Id, end) : State.Expiries.Remove(user.Id),
    });
}
