using System.Collections.Immutable;
using Anchorage.Api.Identity;
using Anchorage.Api.Security;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Api.Nodes;

/// <summary>Anchor tokens, in the routes and shapes of system D: a password is exchanged for a token that lets one machine in once.</summary>
internal static class AnchorEndpoints
{
    private static readonly TimeSpan CredentialLife = TimeSpan.FromMinutes(1);

    public static void MapAnchoring(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/cloud").WithTags("Anchoring");
        group.MapPost("/request-anchor-token", AnchorAsync).WithSummary("A token to anchor a machine to one's own account.")
            .Accepts<AnchorBody>("application/json").Produces<AnchorAnswer>().RequireRateLimiting(RateLimits.Credentials);
        group.MapPost("/request-anchor-token-as", AnchorAsAsync).WithSummary("A token to anchor a machine to another account.")
            .Accepts<AnchorAsBody>("application/json").Produces<AnchorAnswer>().RequireRateLimiting(RateLimits.Credentials);
    }

    private static async Task<IResult> AnchorAsync(HttpContext context, IGrainFactory grains, ServerCertificate certificate, TimeProvider time)
    {
        AnchorBody body = await Json.ReadAsync<AnchorBody>(context);
        AnchorWish wish = new(body.InstanceInfo?.Fingerprint ?? string.Empty, null, certificate.Fingerprint);
        return await IssueAsync(context, grains, time, body.Username, body.Password, wish, Permissions.CreateNode);
    }

    private static async Task<IResult> AnchorAsAsync(HttpContext context, IGrainFactory grains, ServerCertificate certificate, TimeProvider time)
    {
        AnchorAsBody body = await Json.ReadAsync<AnchorAsBody>(context);
        string target = body.TargetUserEmail is { Length: > 0 } named ? named : throw Paging.Invalid("targetUserEmail", "names the account that shall own the machine");
        AnchorWish wish = new(body.InstanceInfo?.Fingerprint ?? string.Empty, target, certificate.Fingerprint);
        return await IssueAsync(context, grains, time, body.RequestingUsername, body.RequestingPassword, wish, Permissions.ManageAnchoring);
    }

    /// <summary>The password makes a credential that may do this one thing, for as long as it takes: what is permitted is decided where everything is.</summary>
    private static async Task<IResult> IssueAsync(
        HttpContext context, IGrainFactory grains, TimeProvider time, string? login, string? password, AnchorWish wish, string permission)
    {
        ImmutableArray<string> scopes = [permission];
        SignedIn signedIn = await AuthEndpoints.SignInAsync(
            context, grains, login, password, CredentialKind.Token, "anchoring a machine", scopes, time.GetUtcNow() + CredentialLife);
        Caller caller = new(CallerKind.User, signedIn.User.Id, signedIn.User.Username, signedIn.CredentialId, scopes, context.Caller().Origin);
        try
        {
            AnchorToken token = await grains.GetGrain<IAnchoringGrain>(GrainKeys.Anchoring).Issue(caller, wish);
            return Json.Ok(new AnchorAnswer(true, token.Token, token.Seconds, token.Owner.Name));
        }
        finally
        {
            await grains.GetGrain<IUserGrain>(GrainKeys.User(signedIn.User.Id)).SignOut(caller);
        }
    }
}
