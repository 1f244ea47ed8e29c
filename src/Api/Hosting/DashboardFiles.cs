using Microsoft.Extensions.FileProviders;

namespace Anchorage.Api.Hosting;

/// <summary>Serves the dashboard that was built into <c>wwwroot</c>.</summary>
internal static class DashboardFiles
{
    private const string Missing =
        "<!doctype html><meta charset=utf-8><title>Anchorage</title><p>The dashboard has not been built into this server. Build it with <code>./build.sh dashboard</code>.</p>";

    /// <summary>Files with a hash in their name may be kept for ever, all others must be asked for again.</summary>
    public static void UseDashboardFiles(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
            file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
    });

    /// <summary>
    /// Every address that no endpoint claims and that is a page of the dashboard answers with its start page. It stands behind the routing instead of being
    /// a route: a catch-all would take the requests that routing answers itself (405 for another method, 415 for another kind of body).
    /// </summary>
    public static void UseDashboardPages(this WebApplication app) => app.Use(next => context =>
        context.GetEndpoint() is not null ? next(context) : PageAsync(context, app.Environment.WebRootFileProvider));

    private static async Task PageAsync(HttpContext context, IFileProvider files)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            throw new AnchorageException(ErrorCodes.NotFound);
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            throw new AnchorageException(ErrorCodes.MethodNotAllowed);
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        IFileInfo page = files.GetFileInfo("index.html");
        if (page.Exists)
        {
            await context.Response.SendFileAsync(page, context.RequestAborted);
        }
        else
        {
            await context.Response.WriteAsync(Missing, context.RequestAborted);
        }
    }
}
