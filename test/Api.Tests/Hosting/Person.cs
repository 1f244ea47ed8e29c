using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Anchorage.Api.Tests.Hosting;

/// <summary>Somebody who calls the server over the network, from a loopback address of their own: with a cookie and its Origin, with a token, or with nothing.</summary>
internal sealed class Person
{
    private static int _addresses;
    private readonly TestServer _server;

    public Person(TestServer server, string name, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null)
    {
        _server = server;
        Name = name;
        int number = Interlocked.Increment(ref _addresses);
        Address = string.Create(CultureInfo.InvariantCulture, $"127.1.{number / 250}.{(number % 250) + 1}");
        Handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            Expect100ContinueTimeout = TimeSpan.FromSeconds(15),
            ConnectCallback = connect ?? ConnectAsync,

            // The certificate is the server's own; who checks it are the agents (HttpsTests).
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        };
        Http = new HttpClient(Handler) { Timeout = TimeSpan.FromSeconds(150) };
        Local = connect is not null;
    }

    public string Name { get; }

    public string Id { get; init; } = string.Empty;

    public string Address { get; private init; }

    public string? Cookie { get; set; }

    public string? Token { get; set; }

    public HttpClient Http { get; }

    private SocketsHttpHandler Handler { get; }

    private bool Local { get; }

    private string Base => Local ? "http://localhost" : _server.Url;

    /// <summary>The same person with a token instead of the cookie.</summary>
    public Person With(string? token) => new(_server, Name) { Id = Id, Token = token, Address = Address };

    public async Task SignInAsync(string password = TestServer.Password)
    {
        Answer answer = await PostAsync("/api/auth/login", new { username = Name, password });
        answer.ShouldBe(200);
        Cookie = CookieOf(answer);
    }

    public async Task<Person> NewTokenAsync(params string[] scopes)
    {
        Answer made = await PostAsync("/api/tokens", new { label = "test", scopes });
        return With(made.ShouldBe(201)["token"]);
    }

    public static string CookieOf(Answer answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null, string? idempotencyKey = null) => SendAsync(
        HttpMethod.Post, path, body, idempotencyKey is null ? null : r => r.Headers.Add("Idempotency-Key", idempotencyKey));

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PatchAsync(string path, object body, string? ifMatch = null) => SendAsync(
        HttpMethod.Patch, path, body, ifMatch is null ? null : r => r.Headers.TryAddWithoutValidation("If-Match", ifMatch));

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, Action<HttpRequestMessage>? change = null)
    {
        using HttpRequestMessage request = Request(method, path);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            _ => new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };

        // The server answers a body that is too large before it was sent.
        request.Headers.ExpectContinue = request.Content?.Headers.ContentLength > 1024 * 1024;
        change?.Invoke(request);
        using HttpResponseMessage response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer($"{Name}: {method} {path}", (int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public HttpRequestMessage Request(HttpMethod method, string path)
    {
        HttpRequestMessage request = new(method, Base + path);
        foreach ((string name, string value) in Credentials(Base))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>Opens a WebSocket; null and the status when the server refuses.</summary>
    public async Task<(ClientWebSocket? Socket, int Status)> UpgradeAsync(string path, string? origin = null, string? subProtocol = null)
    {
        ClientWebSocket socket = new();
        socket.Options.CollectHttpResponseDetails = true;
        foreach ((string name, string value) in Credentials(origin ?? Base))
        {
            socket.Options.SetRequestHeader(name, value);
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        if (subProtocol is not null)
        {
            socket.Options.AddSubProtocol(subProtocol);
        }

        try
        {
            await socket.ConnectAsync(new Uri(Base.Replace("http", "ws", StringComparison.Ordinal) + path), Http, TestContext.Current.CancellationToken);
            return (socket, 101);
        }
        catch (WebSocketException)
        {
            int status = (int)socket.HttpStatusCode;
            socket.Dispose();
            return (null, status);
        }
    }

    private IEnumerable<(string Name, string Value)> Credentials(string origin)
    {
        if (Token is not null)
        {
            yield return ("Authorization", new AuthenticationHeaderValue("Bearer", Token).ToString());
        }

        if (Cookie is not null)
        {
            yield return ("Cookie", Cookie);
            yield return ("Origin", origin);
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(Address), 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
