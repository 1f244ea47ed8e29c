using Microsoft.Extensions.Options;

namespace Anchorage.Api.Security;

/// <summary>
/// Refuses what another site does in a user's name: state changes that carry a cookie, and every upgrade that carries an Origin, unless the Origin is the address
/// that the request itself was sent to or is in the configured list.
/// </summary>
/// <param name="options">The configured list.</param>
public sealed class OriginCheck(IOptions<OriginOptions> options)
{
    private readonly HashSet<string> _allowed = options.Value.Allowed.Select(o => o.TrimEnd('/')).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks a request.</summary>
    /// <exception cref="AnchorageException"><c>origin_refused</c>.</exception>
    public void Check(HttpContext context)
    {
        if (!IsAllowed(context.Request))
        {
            throw new AnchorageException(ErrorCodes.OriginRefused, ("origin", Shown(context.Request.Headers.Origin.ToString())));
        }
    }

    /// <summary>Checks a request to an endpoint of programs: no page of another site may use it, not even to read.</summary>
    /// <exception cref="AnchorageException"><c>origin_refused</c>.</exception>
    public void CheckPrograms(HttpContext context)
    {
        string origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsKnown(origin, context.Request))
        {
            throw new AnchorageException(ErrorCodes.OriginRefused, ("origin", Shown(origin)));
        }
    }

    /// <summary>Whether a request may go on.</summary>
    public bool IsAllowed(HttpRequest request)
    {
        bool upgrade = request.HttpContext.WebSockets.IsWebSocketRequest;
        bool safe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (safe && !upgrade)
        {
            return true;
        }

        // Programs send no Origin; a browser that sends a cookie without one is refused, since it cannot be told from an attack.
        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            ? request.Headers.Cookie.Count == 0
            : IsKnown(origin, request);
    }

    private bool IsKnown(string origin, HttpRequest request) =>
        _allowed.Contains(origin) || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static string Shown(string origin) => origin.Length is 0 ? "an unknown page" : origin.Length > 200 ? origin[..200] : origin;
}
