namespace Anchorage.Api;

/// <summary>The header If-Match.</summary>
internal static class IfMatch
{
    /// <summary>The ETag that must still hold, or null.</summary>
    public static string? Of(HttpContext context)
    {
        string header = context.Request.Headers.IfMatch.ToString().Trim();
        return header is "" or "*" ? null : header.Trim('"');
    }
}
