using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Anchorage.Api.Tests.Hosting;

/// <summary>One server for several tests, with a superadmin and a plain user, who hold API tokens.</summary>
public sealed class ProcessFixture : IAsyncLifetime
{
    private const string Password = "canary-Password-49213";

    private readonly ServerProcess _server = ServerProcess.Start();

    internal ServerProcess Server => _server;

    /// <summary>A client without credentials.</summary>
    public HttpClient Visitor { get; private set; } = null!;

    /// <summary>A superadmin's client.</summary>
    public HttpClient Superadmin { get; private set; } = null!;

    /// <summary>A plain user's client.</summary>
    public HttpClient User { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.ReadyAsync();
        Visitor = new HttpClient { BaseAddress = new Uri(_server.Url) };
        Superadmin = await SignInAsync("boss", "superadmin");
        User = await SignInAsync("sailor", "user");
    }

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        Superadmin.Dispose();
        User.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<HttpClient> SignInAsync(string name, string role)
    {
        using HttpClient operatorClient = _server.Operator();
        using HttpResponseMessage made = await operatorClient.PostAsJsonAsync(
            "/api/users", new { username = name, email = $"{name}@example.org", role, password = Password });
        made.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        using HttpResponseMessage token = await Visitor.PostAsJsonAsync("/api/auth/token", new { username = name, password = Password, label = "test" });
        token.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, await token.Content.ReadAsStringAsync());
        JsonNode answer = JsonNode.Parse(await token.Content.ReadAsStringAsync())!;
        HttpClient client = new() { BaseAddress = new Uri(_server.Url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer["token"]!.GetValue<string>());
        return client;
    }
}
