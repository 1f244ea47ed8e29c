using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>An account and its API token.</summary>
internal sealed class ApiUser : IDisposable
{
    private static int _count;
    private readonly HttpClient _http;

    private ApiUser(Uri server, string name, string password, string token)
    {
        (Server, Name, Password, Token) = (server, name, password, token);
        _http = Connect(server);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Uri Server { get; }

    public string Name { get; }

    public string Password { get; }

    public string Token { get; }

    public static string NewPassword() => "Tide-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));

    public static string NewName(string prefix) => $"{prefix}{Interlocked.Increment(ref _count)}";

    /// <summary>A client for one server. Certificates are checked by the programs under test, not by this observer.</summary>
    public static HttpClient Connect(Uri server) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    {
        BaseAddress = server,
        Timeout = TimeSpan.FromSeconds(120),
    };

    public static async Task<ApiUser> SignUpAsync(Uri server, string prefix)
    {
        var (name, password) = (NewName(prefix), NewPassword());
        using var http = Connect(server);
        using var answer = await http.PostAsJsonAsync("/api/auth/signup", new { username = name, email = $"{name}@example.org", password });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await SignInAsync(server, name, password);
    }

    public static async Task<ApiUser> SignInAsync(Uri server, string name, string password)
    {
        using var http = Connect(server);
        using var answer = await http.PostAsJsonAsync("/api/auth/token", new { username = name, password, label = "end to end" });
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return new ApiUser(server, name, password, (string)JsonNode.Parse(text)!["token"]!);
    }

    public async Task<JsonNode> GetAsync(string path) => (await SendAsync(HttpMethod.Get, path)).Must(200).Json!;

    public Task<ApiReply> PostAsync(string path, object? body = null, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, path, body, idempotencyKey);

    public Task<ApiReply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<ApiReply> SendAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null || method == HttpMethod.Post)
        {
            request.Content = JsonContent.Create(body ?? new { });
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new ApiReply((int)answer.StatusCode, isJson && text.Length > 0 ? JsonNode.Parse(text) : null, text);
    }

    public async Task<byte[]> DownloadAsync(string path)
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(path, content);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public async Task<JsonNode?> FindInstanceAsync(string nameOrId)
    {
        var reply = await SendAsync(HttpMethod.Get, $"/api/instances/{nameOrId}");
        return reply.Status == 200 ? reply.Json : null;
    }

    public void Dispose() => _http.Dispose();
}
