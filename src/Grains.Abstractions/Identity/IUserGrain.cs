using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;

namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>One account (key <c>user:ID</c>): profile, password, sessions, tokens and SSH keys.</summary>
[Alias("anchorage.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>The account (<c>read:user</c>).</summary>
    [Alias("Get")]
    Task<UserInfo> Get(Caller caller);

    /// <summary>Changes the own password; every other session ends.</summary>
    /// <exception cref="Errors.AnchorageException"><c>invalid_credentials</c>, <c>invalid_request</c>, <c>too_many_attempts</c>.</exception>
    [Alias("ChangePassword")]
    Task ChangePassword(Caller caller, string oldPassword, string newPassword);

    /// <summary>Ends the session or token that calls.</summary>
    [Alias("SignOut")]
    Task SignOut(Caller caller);

    /// <summary>The browser sessions, newest first.</summary>
    [Alias("ListSessions")]
    Task<ImmutableArray<SessionInfo>> ListSessions(Caller caller);

    /// <summary>Ends a session; unknown ones are ended already.</summary>
    [Alias("RevokeSession")]
    Task RevokeSession(Caller caller, string sessionId);

    /// <summary>The API tokens, newest first.</summary>
    [Alias("ListTokens")]
    Task<ImmutableArray<ApiTokenInfo>> ListTokens(Caller caller);

    /// <summary>Makes an API token; its scopes cannot exceed those of the caller's credential.</summary>
    [Alias("CreateToken")]
    Task<CreatedToken> CreateToken(Caller caller, string label, ImmutableArray<string> scopes, DateTimeOffset? expiresAt);

    /// <summary>Revokes an API token.</summary>
    /// <exception cref="Errors.AnchorageException"><c>token_not_found</c>.</exception>
    [Alias("RevokeToken")]
    Task RevokeToken(Caller caller, string tokenId);

    /// <summary>The SSH keys, oldest first.</summary>
    [Alias("ListSshKeys")]
    Task<ImmutableArray<SshKeyInfo>> ListSshKeys(Caller caller);

    /// <summary>Adds a public key; it reaches the running instances at once.</summary>
    /// <exception cref="Errors.AnchorageException"><c>invalid_ssh_key</c>, <c>ssh_key_exists</c>, <c>limit_reached</c>.</exception>
    [Alias("AddSshKey")]
    Task<SshKeyInfo> AddSshKey(Caller caller, string label, string publicKey);

    /// <summary>Removes a public key, from the running instances too.</summary>
    /// <exception cref="Errors.AnchorageException"><c>ssh_key_not_found</c>.</exception>
    [Alias("RemoveSshKey")]
    Task RemoveSshKey(Caller caller, string keyId);
}
