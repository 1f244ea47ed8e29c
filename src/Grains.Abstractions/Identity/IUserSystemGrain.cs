using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>What other grains and the authentication of the front doors ask of an account (key <c>user:ID</c>).</summary>
[Alias("anchorage.IUserSystemGrain")]
public interface IUserSystemGrain : IGrainWithStringKey
{
    /// <summary>The rights now; null when there is no such account.</summary>
    [AlwaysInterleave, Alias("GetRights")]
    Task<UserRights?> GetRights();

    /// <summary>Stores a new account. Safe to repeat.</summary>
    [Alias("Initialise")]
    Task<UserInfo> Initialise(NewUser user, string passwordHash, int instanceQuota);

    /// <summary>Checks the password and makes a session or token.</summary>
    /// <exception cref="Errors.AnchorageException"><c>invalid_credentials</c>; after the right password <c>account_disabled</c> or <c>account_expired</c>.</exception>
    [Alias("SignIn")]
    Task<SignedIn> SignIn(SignInRequest request);

    /// <summary>Makes a session without a password, after set-up or sign-up.</summary>
    [Alias("StartSession")]
    Task<SignedIn> StartSession(string address, string userAgent);

    /// <summary>Notes that a session or token was used, and extends a session that is older than a day.</summary>
    [OneWay, Alias("Touch")]
    Task Touch(string credentialId);

    /// <summary>The account as it is.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<UserInfo?> Read();

    /// <summary>Applies a change that the accounts grain has permitted.</summary>
    [Alias("Apply")]
    Task<UserInfo> Apply(UserChange change, string? ifMatch);

    /// <summary>Sets the password hash and ends all sessions.</summary>
    [Alias("SetPassword")]
    Task SetPassword(string passwordHash);

    /// <summary>Marks the account as being deleted: every session and token ends.</summary>
    [Alias("BeginDelete")]
    Task BeginDelete();

    /// <summary>Removes the account.</summary>
    [Alias("Erase")]
    Task Erase();

    /// <summary>Sets the status to expired when the time has come. True when it changed.</summary>
    [Alias("ExpireIfDue")]
    Task<bool> ExpireIfDue();

    /// <summary>The lines for <c>authorized_keys</c>.</summary>
    [AlwaysInterleave, Alias("GetAuthorizedKeys")]
    Task<ImmutableArray<string>> GetAuthorizedKeys();

    /// <summary>Adds a key for a new instance; a key that is there already is fine.</summary>
    [Alias("EnsureSshKey")]
    Task EnsureSshKey(string label, string publicKey);

    /// <summary>The number of instances, from their index.</summary>
    [OneWay, Alias("SetInstanceCount")]
    Task SetInstanceCount(int count);
}
