using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The endpoints of the Docker Engine API that the agent uses, each with a deadline. Every failure is a <see cref="DockerException"/>.</summary>
internal sealed partial class DockerClient : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private volatile string? _version;

    public DockerClient(DockerEndpoint endpoint, TimeProvider time)
    {
        Endpoint = endpoint;
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (_, token) => endpoint.ConnectAsync(token),
            UseProxy = false,
            AllowAutoRedirect = false,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        })
        {
            BaseAddress = new Uri("http://docker"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Where the engine listens.</summary>
    public DockerEndpoint Endpoint { get; }

    /// <summary>Asks for the engine's version and settles on an API version.</summary>
    /// <returns>The engine's version and the API version that is spoken from now on.</returns>
    public async Task<(string Version, string Api)> NegotiateAsync(CancellationToken cancellationToken)
    {
        var theirs = await CallAsync(HttpMethod.Get, "/version", null, EngineJson.Default.EngineVersion, TimeSpan.FromSeconds(5), cancellationToken, negotiated: false);
        _version = ApiVersion.Choose(theirs.ApiVersion, theirs.MinApiVersion);
        return _version is { } version
            ? (theirs.Version ?? "unknown", version)
            : throw new DockerException(DockerFault.TooOld, $"Docker Engine {theirs.Version} speaks API {theirs.ApiVersion}; Anchorage needs {ApiVersion.Oldest} (Docker 20.10) or newer. Upgrade Docker.");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static HttpContent Body<T>(T value, JsonTypeInfo<T> type) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static string Filters(params (string Name, string[] Values)[] filters)
    {
        IReadOnlyDictionary<string, IReadOnlyList<string>> map = filters.ToDictionary(f => f.Name, f => (IReadOnlyList<string>)f.Values, StringComparer.Ordinal);
        return "filters=" + Uri.EscapeDataString(JsonSerializer.Serialize(map, EngineJson.Default.IReadOnlyDictionaryStringIReadOnlyListString));
    }

    private async Task<T> CallAsync<T>(
        HttpMethod method, string path, HttpContent? body, JsonTypeInfo<T> answer, TimeSpan deadline, CancellationToken cancellationToken, bool negotiated = true)
    {
        return await GuardAsync(deadline, cancellationToken, async token =>
        {
            using var response = await SendAsync(method, path, body, negotiated, token);
            await using var stream = await response.Content.ReadAsStreamAsync(token);
            return await JsonSerializer.DeserializeAsync(stream, answer, token) ?? throw new DockerException(DockerFault.EngineError, $"The Docker Engine answered {path} with nothing.");
        });
    }

    private Task CallAsync(HttpMethod method, string path, HttpContent? body, TimeSpan deadline, CancellationToken cancellationToken) =>
        GuardAsync(deadline, cancellationToken, async token =>
        {
            using var response = await SendAsync(method, path, body, negotiated: true, token);
            return true;
        });

    /// <summary>Runs a call within its deadline and gives every failure its type.</summary>
    private async Task<T> GuardAsync<T>(TimeSpan deadline, CancellationToken cancellationToken, Func<CancellationToken, Task<T>> call)
    {
        using var expiry = new CancellationTokenSource(deadline, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, expiry.Token);
        try
        {
            return await call(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DockerException(DockerFault.TimedOut, $"The Docker Engine at {Endpoint} did not answer within {deadline.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw FaultClassifier.FromTransport(e, Endpoint);
        }
        catch (JsonException e)
        {
            throw new DockerException(DockerFault.EngineError, "The Docker Engine's answer is not understood: " + e.Message, inner: e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, bool negotiated, CancellationToken cancellationToken)
    {
        if (negotiated && _version is null)
        {
            await NegotiateAsync(cancellationToken);
        }

        using var request = new HttpRequestMessage(method, negotiated ? $"/v{_version}{path}" : path) { Content = body };
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.NotModified)
        {
            return response;
        }

        using (response)
        {
            throw FaultClassifier.FromAnswer((int)response.StatusCode, await ReadErrorAsync(response, cancellationToken));
        }
    }

    private static async Task<string> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(text, EngineJson.Default.EngineMessage)?.Message ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
