using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>HTTP and WebSocket connections to one server, over TCP or a unix socket, with the pinned key checked at each.</summary>
internal sealed class ServerConnection : IServerConnection, IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(15);

    private readonly ServerAddress _server;
    private readonly ServerTrust _trust;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _invoker;

    public ServerConnection(ServerAddress server, ServerTrust trust, TimeProvider time)
    {
        _server = server;
        _trust = trust;
        _time = time;
        _invoker = new HttpMessageInvoker(Handler(trust.Check));
    }

    /// <inheritdoc/>
    public async Task<WebSocket> DialAsync(string path, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        await LearnAuthorityAsync(cancellationToken);
        ClientWebSocket socket = new();
        try
        {
            // A pong is seen only by who reads, and a byte stream that is held back is not read: there only the control link tells a dead server.
            socket.Options.KeepAliveInterval = KeepAlive;
            socket.Options.KeepAliveTimeout = path == IServerConnection.StreamPath ? Timeout.InfiniteTimeSpan : KeepAliveTimeout;
            foreach ((string name, string value) in headers)
            {
                socket.Options.SetRequestHeader(name, value);
            }

            await socket.ConnectAsync(_server.Socket(path), _invoker, cancellationToken);
            return socket;
        }
        catch (Exception e)
        {
            socket.Dispose();
            ThrowIfNotTrusted(e);
            throw;
        }
    }

    /// <summary>Posts JSON and returns status and body.</summary>
    /// <exception cref="ServerRefusedException">The server is not the pinned one.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    public async Task<(int Status, string Body)> PostAsync(string path, string json, CancellationToken cancellationToken)
    {
        await LearnAuthorityAsync(cancellationToken);
        using HttpRequestMessage request = new(HttpMethod.Post, _server.Http(path))
        {
            Content = new StringContent(json, new MediaTypeHeaderValue("application/json")),
        };
        try
        {
            return await SendAsync(_invoker, request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            ThrowIfNotTrusted(e);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    /// <summary>
    /// Servers do not send their root in the handshake: the authority's certificate is fetched once, over a connection that is not trusted, and is
    /// believed because its key has the pinned fingerprint.
    /// </summary>
    private async Task LearnAuthorityAsync(CancellationToken cancellationToken)
    {
        if (!_server.IsTls || _trust.IsComplete)
        {
            return;
        }

        using HttpMessageInvoker unchecked_ = new(Handler((_, _, _, _) => true));
        using HttpRequestMessage request = new(HttpMethod.Get, _server.Http("download/ca.pem"));
        (int status, string body) = await SendAsync(unchecked_, request, cancellationToken);
        if (status == 200)
        {
            _trust.OfferAuthority(body);
        }
    }

    private async Task<(int Status, string Body)> SendAsync(HttpMessageInvoker invoker, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30), _time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using HttpResponseMessage response = await invoker.SendAsync(request, linked.Token);
        await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, linked.Token);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(linked.Token));
    }

    private SocketsHttpHandler Handler(System.Net.Security.RemoteCertificateValidationCallback check)
    {
        SocketsHttpHandler handler = new()
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = _server.IsTls,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = check;
        if (_server.SocketPath is { } path)
        {
            handler.ConnectCallback = async (_, token) =>
            {
                Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }

        return handler;
    }

    private void ThrowIfNotTrusted(Exception cause)
    {
        bool tls = cause is WebSocketException { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } }
            or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };
        if (tls && _trust.Problem is { } problem)
        {
            throw new ServerRefusedException(
                "server_pin_mismatch",
                $"{_server.Text} is not the server of this onboarding key: {problem}. Check the address; if the server's key was replaced, anchor this node again with a new onboarding key.");
        }
    }
}
