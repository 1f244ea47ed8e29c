using System.Text.Json;
using Anchorage.EndToEnd.Tests.Support;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Anchorage.EndToEnd.Tests.Mcp;

/// <summary>A program that uses the server with the protocol's own client library.</summary>
internal sealed class McpProgram : IAsyncDisposable
{
    private static readonly string[] Scopes =
    [
        "use:mcp", "read:cloud_instance", "logs:cloud_instance", "read:cloud_files", "write:cloud_files", "read:cloud_git", "command:cloud_instance", "control:cloud_instance",
    ];

    private readonly McpClient _client;

    private McpProgram(McpClient client) => _client = client;

    public static async Task<string> NewTokenAsync(ApiUser user) =>
        (string)(await user.PostAsync("/api/tokens", new { label = "program", scopes = Scopes })).Must(201).Json!["token"]!;

    public static async Task<McpProgram> ConnectAsync(Uri server, string token, string? version = null)
    {
        HttpClientTransportOptions options = new()
        {
            Endpoint = new Uri(server, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + token },
        };
        McpClientOptions client = new() { ClientInfo = new Implementation { Name = "workbench", Version = "3.1" }, ProtocolVersion = version };
        return new McpProgram(await McpClient.CreateAsync(new HttpClientTransport(options), client, cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <summary>Calls a tool that must succeed.</summary>
    public async Task<JsonElement> MustAsync(string tool, object arguments)
    {
        (string? code, JsonElement answer) = await CallAsync(tool, arguments);
        code.ShouldBeNull($"{tool}");
        return answer;
    }

    /// <summary>Calls a tool; the code of the refusal, or null.</summary>
    public async Task<(string? Code, JsonElement Answer)> CallAsync(string tool, object arguments)
    {
        Dictionary<string, object?> values = JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);
        CallToolResult result = await _client.CallToolAsync(tool, values, cancellationToken: TestContext.Current.CancellationToken);
        return (result.IsError == true ? result.Meta!["anchorage/code"]!.ToString() : null, result.StructuredContent ?? default);
    }

    public async ValueTask DisposeAsync() => await _client.DisposeAsync();
}
