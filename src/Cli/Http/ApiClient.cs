using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;
using Polly;

namespace Anchorage.Cli.Http;

/// <summary>Speaks docs/api/rest.md. Every request has a deadline; every failure is a <see cref="CliException"/>.</summary>
internal sealed class ApiClient : IDisposable
{
    private const int MaxPageSize = 200;
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private readonly ServerTarget _target;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<HttpResponseMessage> _retry;

    public ApiClient(ServerTarget target, TimeProvider time, TimeSpan timeout)
    {
        _target = target;
        _time = time;
        _timeout = timeout;
        Trust = new ServerTrust(target.Fingerprint, target.Authority);
        _retry = RequestRetry.Create(time, Trust);
        _http = new HttpClient(HttpTransport.CreateHandler(target, Trust))
        {
            BaseAddress = target.Url,
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 64 * 1024 * 1024,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("anchorage", "0.1"));
        if (target.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public ServerTarget Target => _target;

    public TimeProvider Time => _time;

    /// <summary>How often a socket without traffic is asked whether it lives; one that does not answer for 30 s is dead.</summary>
    public TimeSpan Keepalive { get; init; } = CliConfig.Empty.Keepalive;

    /// <summary>What the TLS handshake showed.</summary>
    public ServerTrust Trust { get; }

    public Task<ApiAnswer<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel, TimeSpan extraTime = default) =>
        AnswerAsync(() => new HttpRequestMessage(HttpMethod.Get, path), type, repeatable: true, extraTime, cancel);

    /// <summary>Sends a body and reads the answer; repeated on a failure of the network only with an idempotency key.</summary>
    public Task<ApiAnswer<TOut>> PostAsync<TIn, TOut>(string path, TIn body, JsonTypeInfo<TIn> bodyType, JsonTypeInfo<TOut> type, CancellationToken cancel, string? idempotencyKey = null) =>
        AnswerAsync(() => WithBody(HttpMethod.Post, path, body, bodyType, idempotencyKey), type, idempotencyKey is not null, default, cancel);

    public Task<ApiAnswer<TOut>> PatchAsync<TIn, TOut>(string path, TIn body, JsonTypeInfo<TIn> bodyType, JsonTypeInfo<TOut> type, CancellationToken cancel) =>
        AnswerAsync(() => WithBody(HttpMethod.Patch, path, body, bodyType, null), type, repeatable: false, default, cancel);

    /// <summary>Sends a body that says how things shall be: repeating it changes nothing.</summary>
    public Task<ApiAnswer<TOut>> PutAsync<TIn, TOut>(string path, TIn body, JsonTypeInfo<TIn> bodyType, JsonTypeInfo<TOut> type, CancellationToken cancel) =>
        AnswerAsync(() => WithBody(HttpMethod.Put, path, body, bodyType, null), type, repeatable: true, default, cancel);

    /// <summary>POST without a body.</summary>
    public Task<ApiAnswer<T>> PostAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel) =>
        AnswerAsync(() => new HttpRequestMessage(HttpMethod.Post, path), type, repeatable: false, default, cancel);

    /// <summary>DELETE that answers with a document.</summary>
    public Task<ApiAnswer<T>> DeleteAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel) =>
        AnswerAsync(() => new HttpRequestMessage(HttpMethod.Delete, path), type, repeatable: false, default, cancel);

    /// <summary>DELETE or POST that answers with nothing of interest.</summary>
    public async Task SendAsync(HttpMethod method, string path, CancellationToken cancel)
    {
        using var deadline = Deadline(default, cancel);
        using var response = await SendAsync(() => new HttpRequestMessage(method, path), repeatable: false, HttpCompletionOption.ResponseContentRead, deadline.Token, cancel);
    }

    /// <summary>All pages of a list, up to <paramref name="limit"/> objects.</summary>
    public async Task<IReadOnlyList<ApiAnswer<T>>> ListAsync<T>(string path, int limit, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        var items = new List<ApiAnswer<T>>();
        string? cursor = null;
        do
        {
            var size = Math.Min(limit - items.Count, MaxPageSize);
            var page = await GetAsync(Query.Append(path, ("limit", size.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("cursor", cursor)), ApiJson.Default.Page, cancel);
            items.AddRange(page.Value.Items.Select(e => new ApiAnswer<T>(e.Deserialize(type)!, e)));
            cursor = page.Value.NextCursor;
        }
        while (cursor is not null && items.Count < limit);
        return items.Count > limit ? items[..limit] : items;
    }

    /// <summary>Opens a long answer; the deadline covers its beginning only, the reader sets its own for the rest.</summary>
    /// <param name="request">Makes the request.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="extraTime">For a request whose body takes long to send.</param>
    public async Task<HttpResponseMessage> OpenAsync(Func<HttpRequestMessage> request, CancellationToken cancel, TimeSpan extraTime = default)
    {
        using var deadline = Deadline(extraTime, cancel);
        return await SendAsync(request, repeatable: false, HttpCompletionOption.ResponseHeadersRead, deadline.Token, cancel);
    }

    /// <summary>Copies the body of a long answer as it comes.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="silence">Time without a byte after which the answer has ended; a minute if absent.</param>
    /// <param name="copied">Told after each piece that was written.</param>
    /// <returns>How many bytes were copied.</returns>
    public async Task<long> CopyAsync(HttpResponseMessage response, Stream output, CancellationToken cancel, TimeSpan? silence = null, Action? copied = null)
    {
        await using var input = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = new byte[256 * 1024];
        for (long total = 0; ;)
        {
            var read = await ReadAsync(input, buffer, silence ?? Silence, cancel);
            if (read == 0)
            {
                return total;
            }

            await output.WriteAsync(buffer.AsMemory(0, read), cancel);
            total += read;
            copied?.Invoke();
        }
    }

    /// <summary>Opens a socket over the same connection settings and trust.</summary>
    public async Task<ClientWebSocket> ConnectAsync(string path, CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = Keepalive;
            socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(30);
            socket.Options.SetBuffer(64 * 1024, 64 * 1024);
            socket.Options.CollectHttpResponseDetails = true;
            if (_target.Token is { } token)
            {
                socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            }

            using var deadline = Deadline(default, cancel);
            var url = new UriBuilder(new Uri(_target.Url, path)) { Scheme = _target.Url.Scheme == "https" ? "wss" : "ws" }.Uri;
            await socket.ConnectAsync(url, _http, deadline.Token);
            return socket;
        }
        catch (Exception failure) when (failure is WebSocketException or HttpRequestException or OperationCanceledException)
        {
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw failure is OperationCanceledException ? ApiErrors.Timeout(_target.Url, _timeout) : Refused(failure, status);
        }
    }

    public void Dispose() => _http.Dispose();

    private CliException Refused(Exception failure, int status) => status switch
    {
        0 or 101 => ApiErrors.FromTransport(failure.InnerException is HttpRequestException inner ? inner : failure, _target.Url, Trust),
        401 => new CliException("unauthenticated", "The server does not accept the token.", "Run: anchorage login", ExitCodes.Auth),
        403 => new CliException("forbidden", "You may not open this connection.", null, ExitCodes.Auth),
        404 => new CliException("instance_not_found", "There is no such instance.", "List yours: anchorage instances ls", ExitCodes.Config),
        _ => new CliException("tunnel_refused", $"The server refused the tunnel with status {status}.", "Is the instance running and its node online? anchorage instances show NAME", ExitCodes.ForStatus(status, null)),
    };

    private async Task<int> ReadAsync(Stream input, byte[] buffer, TimeSpan silence, CancellationToken cancel)
    {
        using var deadline = new RequestDeadline(silence, _time, cancel);
        try
        {
            return await input.ReadAsync(buffer, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw ApiErrors.Timeout(_target.Url, silence);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw ApiErrors.FromTransport(failure as HttpRequestException ?? new HttpRequestException(failure.Message, failure), _target.Url, Trust);
        }
    }

    private RequestDeadline Deadline(TimeSpan extra, CancellationToken cancel) => new(_timeout + extra, _time, cancel);

    private async Task<ApiAnswer<T>> AnswerAsync<T>(Func<HttpRequestMessage> request, JsonTypeInfo<T> type, bool repeatable, TimeSpan extraTime, CancellationToken cancel)
    {
        using var deadline = Deadline(extraTime, cancel);
        using var response = await SendAsync(request, repeatable, HttpCompletionOption.ResponseContentRead, deadline.Token, cancel);
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(deadline.Token));
        var raw = document.RootElement.Clone();
        return new ApiAnswer<T>(raw.Deserialize(type) ?? throw new JsonException($"{response.RequestMessage?.RequestUri?.AbsolutePath} answered null."), raw);
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, bool repeatable, HttpCompletionOption completion, CancellationToken deadline, CancellationToken cancel)
    {
        try
        {
            var response = repeatable
                ? await _retry.ExecuteAsync(async token => await OnceAsync(request, completion, token), deadline)
                : await OnceAsync(request, completion, deadline);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw await ApiErrors.FromAsync(response, deadline);
            }
        }
        catch (HttpRequestException failure)
        {
            throw ApiErrors.FromTransport(failure, _target.Url, Trust);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw ApiErrors.Timeout(_target.Url, _timeout);
        }
    }

    private async Task<HttpResponseMessage> OnceAsync(Func<HttpRequestMessage> request, HttpCompletionOption completion, CancellationToken cancel)
    {
        using var message = request();
        return await _http.SendAsync(message, completion, cancel);
    }

    private static HttpRequestMessage WithBody<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type, string? idempotencyKey)
    {
        var message = new HttpRequestMessage(method, path)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        if (idempotencyKey is not null)
        {
            message.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return message;
    }
}
