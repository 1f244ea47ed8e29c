using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Anchorage.Benchmarks.Running;

/// <summary>The REST interface, as a superadmin with a token of its own.</summary>
internal sealed class ApiClient : IDisposable
{
    private const string Password = "a long benchmark passphrase";
    private readonly HttpClient _http;

    private ApiClient(string address, string token)
    {
        Token = token;
        _http = new HttpClient(Installation.Handler()) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public string Token { get; }

    /// <summary>Makes the first superadmin through the local socket, and a token.</summary>
    public static async Task<ApiClient> FirstAsync(Installation installation, CancellationToken stopping)
    {
        UnixDomainSocketEndPoint socket = new(Path.Combine(installation.DataFolder, "admin.sock"));
        using HttpClient local = new(new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                Socket connection = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(socket, token);
                return new NetworkStream(connection, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://localhost") };
        await SendAsync(local, HttpMethod.Post, "/api/users", new JsonObject { ["username"] = "bench", ["email"] = "bench@example.org", ["role"] = "superadmin", ["password"] = Password }, stopping);
        using HttpClient remote = new(Installation.Handler()) { BaseAddress = new Uri(installation.Address) };
        JsonNode login = await SendAsync(remote, HttpMethod.Post, "/api/auth/token", new JsonObject { ["username"] = "bench", ["password"] = Password, ["label"] = "benchmarks" }, stopping);
        return new ApiClient(installation.Address, (string)login["token"]!);
    }

    public Task<JsonNode> GetAsync(string path, CancellationToken stopping) => SendAsync(_http, HttpMethod.Get, path, null, stopping);

    public Task<JsonNode> PostAsync(string path, JsonNode? body, CancellationToken stopping) => SendAsync(_http, HttpMethod.Post, path, body, stopping);

    public Task<JsonNode> PatchAsync(string path, JsonNode body, CancellationToken stopping) => SendAsync(_http, HttpMethod.Patch, path, body, stopping);

    public Task<JsonNode> DeleteAsync(string path, CancellationToken stopping) => SendAsync(_http, HttpMethod.Delete, path, null, stopping);

    /// <summary>Reads an answer to its end without looking into it.</summary>
    public async Task<long> ReadAsync(string path, CancellationToken stopping)
    {
        using HttpResponseMessage answer = await _http.GetAsync(path, stopping);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync(stopping)).Length;
    }

    /// <summary>Waits until an operation has ended well.</summary>
    public async Task SucceedAsync(JsonNode answer, CancellationToken stopping)
    {
        string id = (string)answer["operation"]!["id"]!;
        JsonNode operation = answer["operation"]!;
        for (int i = 0; i < 10 && (string)operation["state"]! is "pending" or "running"; i++)
        {
            operation = await GetAsync($"/api/operations/{id}?waitSeconds=30", stopping);
        }

        if ((string)operation["state"]! != "succeeded")
        {
            throw new InvalidOperationException($"The operation {id} ended as {operation["state"]}: {operation["error"]}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode> SendAsync(HttpClient client, HttpMethod method, string path, JsonNode? body, CancellationToken stopping)
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        using HttpResponseMessage answer = await client.SendAsync(request, stopping);
        string text = await answer.Content.ReadAsStringAsync(stopping);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text.Length == 0 ? "{}" : text)!
            : throw new InvalidOperationException($"{method} {path} answered {(int)answer.StatusCode}: {text}");
    }
}
