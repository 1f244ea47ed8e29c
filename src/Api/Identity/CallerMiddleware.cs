using Anchorage.Api.Hosting;
using Anchorage.Api.Mcp;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Identity;

namespace Anchorage.Api.Identity;

/// <summary>Finds out who calls: bearer token, session cookie, the operator's socket, or nobody. What they may do is the authoriser's business.</summary>
internal sealed class CallerMiddleware(RequestDelegate next, RightsCache rights, SessionCookie cookie, IGrainFactory grains, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context)
    {
        Caller caller = AdminSocket.CallerOf(context) ?? await FindAsync(context);
        context.Features.Set(caller);
        if (caller.IsProgram && !McpEndpoint.Takes(context.Request.Path))
        {
            // Its audience is /mcp alone.
            throw new AnchorageException(ErrorCodes.McpTokenElsewhere);
        }

        await next(context);
    }

    private async Task<Caller> FindAsync(HttpContext context)
    {
        string origin = context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        string? authorization = context.Request.Headers.Authorization;
        bool bearer = authorization?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true;
        string? text = bearer ? authorization!["Bearer ".Length..].Trim() : context.Request.Cookies[SessionCookie.Name];
        CredentialKind expected = bearer ? CredentialKind.Token : CredentialKind.Session;
        if (!CredentialToken.TryParse(text, out CredentialToken? token) || token.Kind != expected)
        {
            return Caller.Anonymous(origin);
        }

        UserRights? found = await rights.Get(token.UserId);
        if (found is null
            || !found.Credentials.TryGetValue(token.CredentialId, out CredentialRights? credential)
            || credential.Kind != expected
            || !CredentialToken.Matches(token.Secret, credential.SecretHash))
        {
            return Caller.Anonymous(origin);
        }

        await grains.GetGrain<IUserSystemGrain>(GrainKeys.User(token.UserId)).Touch(token.CredentialId);
        if (!bearer && credential.ExpiresAt is { } end)
        {
            cookie.Refresh(context, text!, end, time.GetUtcNow());
        }

        Caller caller = new(CallerKind.User, token.UserId, found.Username, token.CredentialId, credential.Scopes, origin);
        DateTimeOffset now = time.GetUtcNow();
        if (!AccessRules.IsLive(caller, found, now))
        {
            // Known, so that the audit names who was refused, but signed in no more.
            context.Features.Set(new EndedCaller(AccessRules.WhyNotLive(caller, found, now)));
        }

        return caller;
    }
}
