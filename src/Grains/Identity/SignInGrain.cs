using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Audit;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Identity;

/// <summary>See <see cref="ISignInGrain"/>.</summary>
[GrainType("signin")]
public sealed class SignInGrain(
    [PersistentState("signin")] IPersistentState<SignInState> state,
    IOptions<AccountsOptions> options,
    IPasswordHashing passwords,
    AuditTrail audit,
    TimeProvider time) : Grain, ISignInGrain
{
    /// <inheritdoc/>
    public async Task<SignedIn> SignIn(Caller caller, SignInRequest request)
    {
        DateTimeOffset now = time.GetUtcNow();
        ImmutableArray<DateTimeOffset> recent = [.. state.State.Failures.Where(f => now - f < options.Value.FailureWindow)];
        if (recent.Length >= options.Value.FailuresAllowed)
        {
            TimeSpan wait = recent[^options.Value.FailuresAllowed] + options.Value.FailureWindow - now;
            throw new AnchorageException(ErrorCodes.TooManyAttempts, ("seconds", $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))}"));
        }

        string? userId = await Find(request.Login);
        ResourceRef resource = new("user", userId, userId, request.Login.Length > 100 ? request.Login[..100] : request.Login);
        try
        {
            SignedIn signedIn = userId is null
                ? throw await UnknownUser(request.Password)
                : await GrainFactory.GetGrain<IUserSystemGrain>(GrainKeys.User(userId)).SignIn(request);
            if (state.State.Failures.Length > 0)
            {
                await state.Clear();
            }

            Caller self = new(CallerKind.User, signedIn.User.Id, signedIn.User.Username, signedIn.CredentialId, [Caller.AllScopes], request.Address);
            await audit.Note(self, AuditActions.SignedIn, resource);
            return signedIn;
        }
        catch (AnchorageException exception) when (exception.Code is ErrorCodes.InvalidCredentials or ErrorCodes.AccountDisabled or ErrorCodes.AccountExpired)
        {
            if (exception.Code == ErrorCodes.InvalidCredentials)
            {
                await state.Save(new SignInState { Failures = recent.Add(now) });
            }

            await audit.Note(caller, AuditActions.SignInFailed, resource, AuditResult.Refused, exception.Code);
            throw;
        }
    }

    private async Task<string?> Find(string login)
    {
        string normal = login.Trim().ToLowerInvariant();
        return await GrainFactory.GetGrain<INameGrain>(GrainKeys.Name(normal.Contains('@', StringComparison.Ordinal) ? "email" : "user", normal)).GetOwner();
    }

    /// <summary>Takes as long as checking the password of an account that exists (K-03).</summary>
    private async Task<AnchorageException> UnknownUser(string password)
    {
        await passwords.Verify(null, password);
        return new AnchorageException(ErrorCodes.InvalidCredentials);
    }
}
