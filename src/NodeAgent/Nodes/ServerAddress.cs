using System.Net;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Where the server answers: <c>https://HOST[:PORT]</c>, <c>http://</c> on loopback only, or <c>unix:/PATH</c>.</summary>
public sealed record ServerAddress
{
    private ServerAddress(Uri root, string? socketPath, string text)
    {
        Root = root;
        SocketPath = socketPath;
        Text = text;
    }

    /// <summary>Root of the server's HTTP interface.</summary>
    public Uri Root { get; }

    /// <summary>Path of a unix socket, or null for TCP.</summary>
    public string? SocketPath { get; }

    /// <summary>As the operator wrote it.</summary>
    public string Text { get; }

    /// <summary>True when the connection is encrypted.</summary>
    public bool IsTls => Root.Scheme == Uri.UriSchemeHttps;

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="setting">Name of the setting, for the message.</param>
    /// <exception cref="AgentOptionsException">It is none of the three forms, or plain HTTP to another machine.</exception>
    public static ServerAddress Parse(string text, string setting)
    {
        if (text.StartsWith("unix:/", StringComparison.Ordinal))
        {
            return new ServerAddress(new Uri("http://localhost/"), text["unix:".Length..], text);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new AgentOptionsException($"{setting}: '{text}' is not a server address. Allowed: https://HOST[:PORT], http://127.0.0.1[:PORT], unix:/PATH.");
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !IsLoopback(uri))
        {
            throw new AgentOptionsException($"{setting}: plain http to {uri.Host} would send the node's traffic unprotected. Use https://{uri.Authority}; http is allowed on this machine only.");
        }

        return new ServerAddress(new Uri(uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/"), null, text);
    }

    /// <summary>The address of a path for HTTP.</summary>
    public Uri Http(string path) => new(Root, path);

    /// <summary>The address of a path for a WebSocket.</summary>
    public Uri Socket(string path) => new UriBuilder(new Uri(Root, path)) { Scheme = IsTls ? "wss" : "ws" }.Uri;

    private static bool IsLoopback(Uri uri) =>
        uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
