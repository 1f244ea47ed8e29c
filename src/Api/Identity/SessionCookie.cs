using Anchorage.Grains.Identity;
using Microsoft.Extensions.Options;

namespace Anchorage.Api.Identity;

/// <summary>The cookie of a browser session: HttpOnly, SameSite=Strict, Secure over HTTPS.</summary>
internal sealed class SessionCookie(IOptions<AccountsOptions> options)
{
    /// <summary>Name of the cookie.</summary>
    public const string Name = "anchorage_session";

    /// <summary>Gives the cookie to the browser.</summary>
    public void Set(HttpContext context, string value, DateTimeOffset? expires) => context.Response.Cookies.Append(Name, value, Options(context, expires));

    /// <summary>Takes the cookie away.</summary>
    public void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    /// <summary>Moves the end of the cookie along with that of the session, once a day.</summary>
    public void Refresh(HttpContext context, string value, DateTimeOffset end, DateTimeOffset now)
    {
        TimeSpan life = options.Value.SessionLife;
        if (end - now < life - TimeSpan.FromDays(1) && !context.WebSockets.IsWebSocketRequest)
        {
            Set(context, value, now + life);
        }
    }

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
