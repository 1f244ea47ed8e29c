using System.Net.Security;
using System.Net.Sockets;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;

namespace Anchorage.Cli.Http;

/// <summary>The connection settings of a target: trust, proxy, unix socket.</summary>
internal static class HttpTransport
{
    public static HttpMessageHandler CreateHandler(ServerTarget target, ServerTrust trust)
    {
        RefusePlainHttp(target);
        return new AuthorityHandler(target.Url, trust, Connect(target, trust.Validate), check => Connect(target, check));
    }

    private static SocketsHttpHandler Connect(ServerTarget target, RemoteCertificateValidationCallback check)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !target.Url.IsLoopback && target.SocketPath is null,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseDrainSize = 0,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = check;
        if (target.SocketPath is { } path)
        {
            handler.ConnectCallback = (_, cancel) => ConnectUnixAsync(path, cancel);
        }

        return handler;
    }

    // A token over plain HTTP can be read by everybody on the way.
    private static void RefusePlainHttp(ServerTarget target)
    {
        if (target.Url.Scheme == "http" && !target.Url.IsLoopback && target.SocketPath is null)
        {
            throw CliException.Config($"{target.Url.GetLeftPart(UriPartial.Authority)} is plain HTTP to another machine, which would show the token to everybody on the way; allowed: https://, or http:// to this machine.", "Use the https:// address of the server.");
        }
    }

    private static async ValueTask<Stream> ConnectUnixAsync(string path, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
