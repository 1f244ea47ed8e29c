using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anchorage.NodeAgent.Instances.Engine;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>The three calls of the Engine's exec API that a terminal needs. Paths without a version: the Engine answers with its newest, and these calls are old.</summary>
internal sealed class EngineClient : IDisposable
{
    private readonly DockerEndpoint _endpoint;
    private readonly HttpClient _http;

    /// <param name="engine">The path of a unix socket, or <c>tcp://HOST:PORT</c>.</param>
    internal EngineClient(string engine)
    {
        _endpoint = DockerEndpoint.Parse(engine.StartsWith('/') ? "unix://" + engine : engine);
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellation) => _endpoint.ConnectAsync(cancellation),
            UseProxy = false,
        })
        {
            BaseAddress = new Uri("http://engine/"),
            Timeout = TimeSpan.FromSeconds(10),
        };
    }

    /// <summary>Opens a connection of its own.</summary>
    internal ValueTask<Socket> ConnectAsync(CancellationToken cancellationToken) => _endpoint.ConnectSocketAsync(cancellationToken);

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
