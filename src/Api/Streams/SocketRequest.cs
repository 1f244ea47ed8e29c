namespace Anchorage.Api.Streams;

/// <summary>What every address that is a WebSocket asks of a request before anything else.</summary>
internal static class SocketRequest
{
    private const int LongestName = 128;

    /// <summary>Refuses what is no upgrade.</summary>
    /// <exception cref="AnchorageException"><c>invalid_request</c>.</exception>
    public static void RequireUpgrade(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw Wrong("this address is a WebSocket; send an upgrade");
        }
    }

    /// <summary>The parameter <c>instance</c>: an id or a name of one's own.</summary>
    /// <exception cref="AnchorageException"><c>invalid_request</c>.</exception>
    public static string InstanceOf(HttpContext context) =>
        context.Request.Query["instance"].ToString() is { Length: > 0 and <= LongestName } instance ? instance : throw Wrong("instance is missing");

    /// <summary>A request that says something wrong.</summary>
    public static AnchorageException Wrong(string problem) => new(ErrorCodes.InvalidRequest, ("problem", problem));
}
