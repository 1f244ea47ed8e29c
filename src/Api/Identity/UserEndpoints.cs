using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Instances;

namespace Anchorage.Api.Identity;

/// <summary>Administration of accounts, and SSH keys and tokens of one's own.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder users = routes.MapGroup("/api/users").WithTags("Accounts");
        users.MapGet("/", ListAsync).WithSummary("Accounts, by name.").Produces<Page<UserInfo>>().WithParameters([Parameter.Query("q", "Text in names or addresses."), .. Parameter.Page]);
        users.MapPost("/", CreateAsync).WithSummary("Makes an account.").Accepts<CreateUserBody>("application/json").Produces<CreatedUser>(StatusCodes.Status201Created);
        users.MapGet("/{id}", GetAsync).WithSummary("An account.").Produces<UserInfo>();
        users.MapPatch("/{id}", UpdateAsync).WithSummary("Changes an account.").Accepts<UpdateUserBody>("application/json").Produces<UserInfo>().WithParameters(Parameter.IfMatch);
        users.MapDelete("/{id}", DeleteAsync).WithSummary("Ends an account; its instances are deleted, then it is removed.").Produces(StatusCodes.Status204NoContent);
        users.MapPost("/{id}/password", ResetPasswordAsync).WithSummary("Sets a password.").Accepts<NewPasswordBody>("application/json").Produces<PasswordAnswer>();
        users.MapGet("/{id}/ssh-keys", ListKeysAsync).WithSummary("Public SSH keys.").Produces<ItemList<SshKeyInfo>>();
        users.MapPost("/{id}/ssh-keys", AddKeyAsync).WithSummary("Adds a public SSH key.").Accepts<SshKeyBody>("application/json").Produces<SshKeyInfo>(StatusCodes.Status201Created);
        users.MapDelete("/{id}/ssh-keys/{keyId}", RemoveKeyAsync).WithSummary("Removes a public SSH key.").Produces(StatusCodes.Status204NoContent);

        RouteGroupBuilder tokens = routes.MapGroup("/api/tokens").WithTags("Accounts");
        tokens.MapGet("/", async (HttpContext context, IGrainFactory grains) => Json.Ok(new { items = await grains.Me(context).ListTokens(context.Caller()) }))
            .WithSummary("API tokens.").Produces<ItemList<ApiTokenInfo>>();
        tokens.MapPost("/", CreateTokenAsync).WithSummary("Makes an API token.").Accepts<TokenBody>("application/json").Produces<CreatedToken>(StatusCodes.Status201Created);
        tokens.MapDelete("/{id}", RevokeTokenAsync).WithSummary("Revokes an API token.").Produces(StatusCodes.Status204NoContent);
    }

    private static IAccountsGrain Accounts(IGrainFactory grains) => grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts);

    /// <summary><c>me</c> stands for one's own id.</summary>
    private static string IdOf(string id, HttpContext context) => id == "me" ? context.RequireUser() : id;

    private static IUserGrain User(string id, HttpContext context, IGrainFactory grains) => grains.GetGrain<IUserGrain>(GrainKeys.User(IdOf(id, context)));

    private static async Task<IResult> ListAsync(HttpContext context, IGrainFactory grains) =>
        Json.Ok(await Accounts(grains).List(context.Caller(), Paging.Text(context, "q"), Paging.Cursor(context), Paging.Limit(context)));

    private static async Task<IResult> CreateAsync(HttpContext context, IGrainFactory grains)
    {
        CreateUserBody body = await Json.ReadAsync<CreateUserBody>(context);
        CreatedUser made = await Accounts(grains).Create(
            context.Caller(), new NewUser(body.Username!, body.Email!, body.Password, body.Role ?? UserRole.User, body.ExpiresAt));
        return Json.Status(StatusCodes.Status201Created, made);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, IGrainFactory grains)
    {
        UserInfo user = await User(id, context, grains).Get(context.Caller());
        context.Response.Headers.ETag = $"\"{user.Etag}\"";
        return Json.Ok(user);
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, IGrainFactory grains)
    {
        JsonObject body = await Json.ReadAsync<JsonObject>(context);
        UpdateUserBody change;
        try
        {
            change = body.Deserialize<UpdateUserBody>(ApiJson.Options)!;
        }
        catch (JsonException exception)
        {
            throw new AnchorageException(ErrorCodes.InvalidJson, ("problem", $"at {exception.Path}"));
        }

        // An absent expiry leaves it, null removes it.
        UserChange wanted = new(change.Email, change.Role, change.Status, body.ContainsKey("expiresAt"), change.ExpiresAt, change.InstanceQuota);
        UserInfo user = await Accounts(grains).Update(context.Caller(), IdOf(id, context), wanted, IfMatch.Of(context));
        context.Response.Headers.ETag = $"\"{user.Etag}\"";
        return Json.Ok(user);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, IGrainFactory grains)
    {
        await Accounts(grains).Delete(context.Caller(), IdOf(id, context));
        return Results.NoContent();
    }

    private static async Task<IResult> ResetPasswordAsync(string id, HttpContext context, IGrainFactory grains)
    {
        NewPasswordBody body = await Json.ReadAsync<NewPasswordBody>(context);
        return Json.Ok(new PasswordAnswer(await Accounts(grains).ResetPassword(context.Caller(), IdOf(id, context), body.NewPassword)));
    }

    private static async Task<IResult> ListKeysAsync(string id, HttpContext context, IGrainFactory grains, InstanceLists instances)
    {
        ImmutableArray<SshKeyInfo> keys = await User(id, context, grains).ListSshKeys(context.Caller());
        bool synced = await instances.AreKeysSynced(IdOf(id, context));
        return Json.Ok(new { items = keys.Select(k => k with { Synced = synced }) });
    }

    private static async Task<IResult> AddKeyAsync(string id, HttpContext context, IGrainFactory grains)
    {
        SshKeyBody body = await Json.ReadAsync<SshKeyBody>(context, 128 * 1024);
        return Json.Status(
            StatusCodes.Status201Created, await User(id, context, grains).AddSshKey(context.Caller(), body.Label ?? string.Empty, body.PublicKey ?? string.Empty));
    }

    private static async Task<IResult> RemoveKeyAsync(string id, string keyId, HttpContext context, IGrainFactory grains)
    {
        await User(id, context, grains).RemoveSshKey(context.Caller(), keyId);
        return Results.NoContent();
    }

    private static async Task<IResult> CreateTokenAsync(HttpContext context, IGrainFactory grains)
    {
        TokenBody body = await Json.ReadAsync<TokenBody>(context);
        return Json.Status(
            StatusCodes.Status201Created, await grains.Me(context).CreateToken(context.Caller(), body.Label ?? string.Empty, [.. body.Scopes ?? []], body.ExpiresAt));
    }

    private static async Task<IResult> RevokeTokenAsync(string id, HttpContext context, IGrainFactory grains)
    {
        await grains.Me(context).RevokeToken(context.Caller(), id);
        return Results.NoContent();
    }
}
