using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>The three calls of the Engine's exec API that a terminal needs. Paths without a version: the Engine answers with its newest, and these calls are old.</summary>
internal sealed class EngineClient : IDisposable
{
    private readonly string _socketPath;
    private readonly HttpClient _http;

    internal EngineClient(string socketPath)
    {
        _socketPath = socketPath;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) => new NetworkStream(await ConnectAsync(cancellation), ownsSocket: true),
            UseProxy = false,
        })
        {
            BaseAddress = new Uri("http://engine/"),
            Timeout = TimeSpan.FromSeconds(10),
        };
    }

    /// <summary>Opens a connection of its own.</summary>
    internal async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socketPath), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and reads the JSON answer; an empty one is an empty object.</summary>
    /// <exception cref="ShellStartException">The Engine refused.</exception>
    internal async Task<JsonDocument> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(string.IsNullOrWhiteSpace(text) ? "{}" : text)
            : throw new ShellStartException(TerminalErrors.StartFailed, $"The container engine refused: {text.Trim()}");
    }

    public void Dispose() => _http.Dispose();
}
