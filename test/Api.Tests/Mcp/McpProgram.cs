using System.Text.Json;
using Anchorage.Api.Tests.Hosting;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Anchorage.Api.Tests.Mcp;

/// <summary>A program that uses the server with the protocol's own client library.</summary>
internal sealed class McpProgram : IAsyncDisposable
{
    /// <summary>The last version with sessions.</summary>
    public const string WithSessions = "2025-11-25";

    /// <summary>The first version without.</summary>
    public const string Sessionless = "2026-07-28";

    private McpProgram(McpClient client) => Client = client;

    public McpClient Client { get; }

    /// <summary>All scopes that a program may have.</summary>
    public static string[] Scopes => [.. Anchorage.Grains.Mcp.McpRules.Scopes];

    public static async Task<string> NewTokenAsync(Person owner, params string[] scopes) =>
        (await owner.PostAsync("/api/tokens", new { label = "program", scopes = scopes.Length > 0 ? scopes : Scopes })).ShouldBe(201)["token"];

    public static async Task<McpProgram> ConnectAsync(TestServer server, string token, string? version = null)
    {
        HttpClientTransportOptions options = new()
        {
            Endpoint = new Uri(server.Url + "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer " + token },
        };
        McpClientOptions client = new() { ClientInfo = new Implementation { Name = "tester", Version = "1.2" }, ProtocolVersion = version };
        return new McpProgram(await McpClient.CreateAsync(new HttpClientTransport(options), client, cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <summary>Calls a tool; the code of the refusal, or null.</summary>
    public async Task<(string? Code, JsonElement Answer)> CallAsync(string tool, object arguments, CancellationToken cancellationToken = default, List<string>? progress = null)
    {
        Dictionary<string, object?> values = JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);
        IProgress<ProgressNotificationValue>? sink = progress is null ? null : new Collector(progress);
        CallToolResult result = await Client.CallToolAsync(tool, values, sink, cancellationToken: cancellationToken == default ? TestContext.Current.CancellationToken : cancellationToken);
        string? code = result.IsError == true ? result.Meta!["anchorage/code"]!.ToString() : null;
        if (code is not null)
        {
            result.Content.OfType<TextContentBlock>().Single().Text.ShouldStartWith(code + ": ");
        }

        return (code, result.StructuredContent ?? default);
    }

    public async ValueTask DisposeAsync() => await Client.DisposeAsync();

    private sealed class Collector(List<string> messages) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value)
        {
            lock (messages)
            {
                messages.Add(value.Message ?? string.Empty);
            }
        }
    }
}
