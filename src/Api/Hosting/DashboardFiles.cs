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

    /// <summary>Every address that is a page of the dashboard answers with its start page; unknown API addresses stay errors.</summary>
    public static void MapDashboard(this WebApplication app)
    {
        app.Map("/api/{**rest}", IResult (HttpContext context) => throw new AnchorageException(Refusal(context.Request))).ExcludeFromDescription();
        app.MapFallback(async context =>
        {
            if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            {
                throw new AnchorageException(ErrorCodes.MethodNotAllowed);
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = "no-cache";
            IFileInfo page = app.Environment.WebRootFileProvider.GetFileInfo("index.html");
            if (page.Exists)
            {
                await context.Response.SendFileAsync(page, context.RequestAborted);
            }
            else
            {
                await context.Response.WriteAsync(Missing, context.RequestAborted);
            }
        });
    }

    /// <summary>A route that takes JSON does not match a body of another kind, so such a request arrives here too.</summary>
    private static string Refusal(HttpRequest request) =>
        request.ContentLength is > 0 && !request.HasJsonContentType() ? ErrorCodes.UnsupportedMediaType : ErrorCodes.NotFound;
}
