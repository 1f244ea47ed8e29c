using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Identity;
using Anchorage.Silo;
using Microsoft.Extensions.Options;

namespace Anchorage.Api.Identity;

/// <summary>Sign-in, sign-up, first set-up, one's own password and sessions.</summary>
internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/auth").WithTags("Accounts");
        group.MapGet("/config", ConfigAsync).WithSummary("What a visitor may do.");
        group.MapPost("/setup", SetupAsync).WithSummary("Makes the first superadmin.").Accepts<SetupBody>("application/json").Produces<UserAnswer>(StatusCodes.Status201Created).RequireRateLimiting(RateLimits.Credentials);
        group.MapPost("/signup", SignUpAsync).WithSummary("Makes an own account.").Accepts<SignUpBody>("application/json").Produces<UserAnswer>(StatusCodes.Status201Created).RequireRateLimiting(RateLimits.Credentials);
        group.MapPost("/login", LoginAsync).WithSummary("Signs in with a cookie.").Accepts<LoginBody>("application/json").Produces<UserAnswer>().RequireRateLimiting(RateLimits.Credentials);
        group.MapPost("/token", TokenAsync).WithSummary("Signs in with a token.").Accepts<TokenLoginBody>("application/json").Produces<CreatedToken>(StatusCodes.Status201Created).RequireRateLimiting(RateLimits.Credentials);
        group.MapPost("/logout", LogoutAsync).WithSummary("Ends the session or token.").Produces(StatusCodes.Status204NoContent);
        group.MapGet("/me", MeAsync).WithSummary("Who calls.");
        group.MapPost("/password", PasswordAsync).WithSummary("Changes the own password.").Accepts<PasswordBody>("application/json").Produces(StatusCodes.Status204NoContent);
        group.MapGet("/sessions", SessionsAsync).WithSummary("Browser sessions.").Produces<ItemList<SessionInfo>>();
        group.MapDelete("/sessions/{id}", RevokeSessionAsync).WithSummary("Ends a browser session.").Produces(StatusCodes.Status204NoContent);
    }

    internal static IUserGrain Me(this IGrainFactory grains, HttpContext context) => grains.GetGrain<IUserGrain>(GrainKeys.User(context.RequireUser()));

    private static async Task<IResult> ConfigAsync(IGrainFactory grains, IOptions<AccountsOptions> options, TimeProvider time) => Json.Ok(new
    {
        setupRequired = await grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts).IsSetupRequired(),
        signUpEnabled = options.Value.SignUp,
        version = ProductVersion.Text,
        engine = EngineInfo.Name,
        serverTime = time.GetUtcNow(),
    });

    private static async Task<IResult> SetupAsync(HttpContext context, IGrainFactory grains, SessionCookie cookie)
    {
        SetupBody body = await Json.ReadAsync<SetupBody>(context);
        UserInfo user = await grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts)
            .Setup(context.Caller(), body.Token ?? string.Empty, new NewUser(body.Username!, body.Email!, body.Password, UserRole.Superadmin, null));
        return await StartAsync(context, grains, cookie, user);
    }

    private static async Task<IResult> SignUpAsync(HttpContext context, IGrainFactory grains, SessionCookie cookie)
    {
        SignUpBody body = await Json.ReadAsync<SignUpBody>(context);
        UserInfo user = await grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts)
            .SignUp(context.Caller(), new NewUser(body.Username!, body.Email!, body.Password, UserRole.User, null));
        return await StartAsync(context, grains, cookie, user);
    }

    private static async Task<IResult> StartAsync(HttpContext context, IGrainFactory grains, SessionCookie cookie, UserInfo user)
    {
        SignedIn session = await grains.GetGrain<IUserSystemGrain>(GrainKeys.User(user.Id)).StartSession(context.Caller().Origin, UserAgent(context));
        cookie.Set(context, session.Secret, session.ExpiresAt);
        return Json.Status(StatusCodes.Status201Created, new UserAnswer(session.User));
    }

    private static async Task<IResult> LoginAsync(HttpContext context, IGrainFactory grains, SessionCookie cookie)
    {
        LoginBody body = await Json.ReadAsync<LoginBody>(context);
        SignedIn session = await SignInAsync(context, grains, body.Username, body.Password, CredentialKind.Session, null, [], null);
        cookie.Set(context, session.Secret, session.ExpiresAt);
        return Json.Ok(new UserAnswer(session.User));
    }

    private static async Task<IResult> TokenAsync(HttpContext context, IGrainFactory grains)
    {
        TokenLoginBody body = await Json.ReadAsync<TokenLoginBody>(context);
        SignedIn made = await SignInAsync(
            context, grains, body.Username, body.Password, CredentialKind.Token, body.Label, [.. body.Scopes ?? []], body.ExpiresAt);
        return Json.Status(StatusCodes.Status201Created, new { token = made.Secret, apiToken = made.Token });
    }

    /// <summary>Checks a name and a password and makes a credential.</summary>
    internal static Task<SignedIn> SignInAsync(
        HttpContext context,
        IGrainFactory grains,
        string? login,
        string? password,
        CredentialKind kind,
        string? label,
        ImmutableArray<string> scopes,
        DateTimeOffset? expiresAt)
    {
        if (login is not { Length: >= 1 and <= 254 } || login.Any(char.IsControl))
        {
            throw Paging.Invalid("username", "must have 1 to 254 characters");
        }

        if (password is not { Length: >= 1 and <= 128 })
        {
            throw Paging.Invalid("password", "must have 1 to 128 characters");
        }

        Caller caller = context.Caller() is { Kind: CallerKind.User } known ? Caller.Anonymous(known.Origin) : context.Caller();
        SignInRequest request = new(login, password, kind, caller.Origin, UserAgent(context), label, scopes, expiresAt);
        return grains.GetGrain<ISignInGrain>(GrainKeys.SignIn(login.Trim().ToLowerInvariant(), caller.Origin)).SignIn(caller, request);
    }

    private static async Task<IResult> LogoutAsync(HttpContext context, IGrainFactory grains, SessionCookie cookie)
    {
        if (context.Caller() is { Kind: CallerKind.User } caller)
        {
            await grains.Me(context).SignOut(caller);
        }

        cookie.Clear(context);
        return Results.NoContent();
    }

    private static async Task<IResult> MeAsync(HttpContext context, IGrainFactory grains, RightsCache rights, TimeProvider time)
    {
        Caller caller = context.Caller();
        UserInfo user = await grains.Me(context).Get(caller);
        UserRights own = await rights.Get(user.Id) ?? throw new AnchorageException(ErrorCodes.NotSignedIn);
        CredentialRights credential = own.Credentials[caller.CredentialId!];
        DateTimeOffset now = time.GetUtcNow();
        return Json.Ok(new
        {
            user,
            credential = new { id = caller.CredentialId, kind = credential.Kind, scopes = credential.Scopes, expiresAt = credential.ExpiresAt },
            permissions = Permissions.All.Where(p => AccessRules.Decide(caller, own, p, new ResourceRef("any"), now).Allowed),
        });
    }

    private static async Task<IResult> PasswordAsync(HttpContext context, IGrainFactory grains)
    {
        PasswordBody body = await Json.ReadAsync<PasswordBody>(context);
        await grains.Me(context).ChangePassword(context.Caller(), body.OldPassword ?? string.Empty, body.NewPassword ?? string.Empty);
        return Results.NoContent();
    }

    private static async Task<IResult> SessionsAsync(HttpContext context, IGrainFactory grains) =>
        Json.Ok(new { items = await grains.Me(context).ListSessions(context.Caller()) });

    private static async Task<IResult> RevokeSessionAsync(string id, HttpContext context, IGrainFactory grains)
    {
        await grains.Me(context).RevokeSession(context.Caller(), id);
        return Results.NoContent();
    }

    private static string UserAgent(HttpContext context) => context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent[..Math.Min(agent.Length, 200)] : "unknown";
}
