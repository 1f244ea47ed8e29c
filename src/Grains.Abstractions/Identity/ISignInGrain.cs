using Anchorage.Grains.Abstractions.Authorisation;

namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>Sign-in tries of one account from one address (key <c>signin:LOGIN|ADDRESS</c>): 5 failures in 15 minutes close it (inventory P1).</summary>
[Alias("anchorage.ISignInGrain")]
public interface ISignInGrain : IGrainWithStringKey
{
    /// <summary>Tries to sign in. Unknown names and wrong passwords are answered alike and take as long.</summary>
    /// <exception cref="Errors.AnchorageException"><c>invalid_credentials</c>, <c>too_many_attempts</c>, <c>account_disabled</c>, <c>account_expired</c>.</exception>
    [Alias("SignIn")]
    Task<SignedIn> SignIn(Caller caller, SignInRequest request);
}
