using Anchorage.Api.Errors;
using Microsoft.Extensions.Options;

namespace Anchorage.Api.Security;

/// <summary>What every answer carries, and what every request must pass before an endpoint sees it.</summary>
public static class SecurityHeaders
{
    // Styles may be inline since terminal and charts size their elements by style attributes; scripts never.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Adds the headers, the check of the Host header and of the Origin. Comes after <c>UseForwardedHeaders</c> and <c>UseWebSockets</c>, before everything else.</summary>
    public static IApplicationBuilder UseAnchorageSecurity(this IApplicationBuilder app)
    {
        OriginCheck origins = app.ApplicationServices.GetRequiredService<OriginCheck>();
        HostCheck hosts = new(app.ApplicationServices.GetRequiredService<IOptions<OriginOptions>>().Value);
        return app.Use(async (context, next) =>
        {
            // At the last moment, since an error answer begins with an empty header.
            context.Response.OnStarting(static state => AddAsync((HttpContext)state), context);
            if (!hosts.IsAllowed(context))
            {
                await Problem.WriteAsync(context, new AnchorageException(ErrorCodes.InvalidRequest, ("problem", "the server does not answer under this host name; see Anchorage:Origins:Hosts")));
                return;
            }

            try
            {
                origins.Check(context);
            }
            catch (AnchorageException e)
            {
                await Problem.WriteAsync(context, e);
                return;
            }

            await next(context);
        });
    }

    private static Task AddAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Features.Get<ContentSandbox>() is null ? Policy : ContentSandbox.Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
    }
}
