using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>Makes, changes and removes accounts (key <c>accounts:all</c>). Serialises what must hold over all accounts, such as "one superadmin at least".</summary>
[Alias("anchorage.IAccountsGrain")]
public interface IAccountsGrain : IGrainWithStringKey
{
    /// <summary>True until the first superadmin exists.</summary>
    [Alias("IsSetupRequired")]
    Task<bool> IsSetupRequired();

    /// <summary>Makes a new one-time set-up token; the former one is void. Null when set-up is done.</summary>
    [Alias("RenewSetupToken")]
    Task<string?> RenewSetupToken(Caller caller);

    /// <summary>Makes the first superadmin.</summary>
    /// <exception cref="Errors.AnchorageException"><c>setup_done</c>, <c>setup_token_invalid</c>, <c>invalid_request</c>, <c>too_many_attempts</c>.</exception>
    [Alias("Setup")]
    Task<UserInfo> Setup(Caller caller, string token, NewUser user);

    /// <summary>Makes an account for somebody who asks for it.</summary>
    /// <exception cref="Errors.AnchorageException"><c>sign_up_disabled</c>, <c>username_taken</c>, <c>email_taken</c>, <c>invalid_request</c>.</exception>
    [Alias("SignUp")]
    Task<UserInfo> SignUp(Caller caller, NewUser user);

    /// <summary>Makes an account (<c>manage:user</c>).</summary>
    [Alias("Create")]
    Task<CreatedUser> Create(Caller caller, NewUser user);

    /// <summary>Lists accounts (<c>read:user</c>), by name.</summary>
    [Alias("List")]
    Task<Page<UserInfo>> List(Caller caller, string? text, string? cursor, int limit);

    /// <summary>Changes an account (<c>manage:user</c>).</summary>
    /// <param name="ifMatch">ETag that must still hold, or null.</param>
    /// <exception cref="Errors.AnchorageException"><c>changed_meanwhile</c>, <c>last_superadmin</c>, <c>cannot_delete_self</c>, <c>user_not_found</c>.</exception>
    [Alias("Update")]
    Task<UserInfo> Update(Caller caller, string userId, UserChange change, string? ifMatch);

    /// <summary>Sets a new password (<c>manage:user</c>) and ends all sessions.</summary>
    /// <returns>The generated password when none was given.</returns>
    [Alias("ResetPassword")]
    Task<string?> ResetPassword(Caller caller, string userId, string? newPassword);

    /// <summary>Ends an account at once; its instances are deleted, then the account is removed.</summary>
    [Alias("Delete")]
    Task Delete(Caller caller, string userId);

    /// <summary>Ids of active administrators, for events.</summary>
    [AlwaysInterleave, Alias("GetAdministrators")]
    Task<ImmutableArray<string>> GetAdministrators();

    /// <summary>Ends what has expired and finishes deletions; called by the scheduler.</summary>
    [Alias("Sweep")]
    Task Sweep();
}
