using System.Globalization;
using Anchorage.Api.Commands;
using Anchorage.Api.Files;
using Microsoft.AspNetCore.Http.Features;

namespace Anchorage.Api.Hosting;

/// <summary>Refuses a body that is too large for every route, also where no route would read it: nobody does what such a request asks for.</summary>
internal static class BodyLimit
{
    /// <summary>Largest body in bytes: 1 MiB. Most routes read less (<see cref="Json.MaxBody"/>).</summary>
    public const int Bytes = 1024 * 1024;

    /// <summary>Adds the check. Comes after the middleware that turns exceptions into answers.</summary>
    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.ContentLength > Bytes && !FileEndpoints.TakesLargeBody(context.Request) && !CloudInstanceEndpoints.TakesLargeBody(context.Request)
            ? throw new AnchorageException(ErrorCodes.PayloadTooLarge, ("limit", Bytes.ToString(CultureInfo.InvariantCulture)))
            : next(context));

    /// <summary>Lets a route that takes content read more than the server's own limit.</summary>
    internal static void Lift(HttpContext context, long bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = bytes;
        }
    }
}
