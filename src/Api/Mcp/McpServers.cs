using System.Security.Cryptography;
using System.Text;
using Anchorage.Api.Mcp.Tools;
using Anchorage.Grains.Abstractions.Mcp;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Anchorage.Api.Mcp;

/// <summary>Makes the servers of the protocol library, each for one caller.</summary>
internal sealed class McpServers(ToolRunner runner, IGrainFactory grains, ILoggerFactory loggers, TimeProvider time)
{
    private const string Instructions = """
        Anchorage runs instances: containers and machines with files, terminals and commands. Call list_user_instances first; name an instance by its name or id in
        targetInstance. An instance works only when its owner has opened it to programs (mcpControllable). What changes something may wait until a person says yes: the call
        answers when they did. Errors begin with a stable code and say what to do.
        """;

    // The library logs messages with their content when it logs in detail; nothing of it is told.
    private readonly ILoggerFactory _loggers = new QuietLoggers(loggers);

    /// <summary>What is told of a session, in place of its id: with that one could speak in it.</summary>
    public static string ConnectionId(string sessionId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sessionId)))[..16];

    /// <summary>For one request without a session.</summary>
    public McpSessionless CreateSessionless(Caller caller)
    {
        StreamableHttpServerTransport transport = new(_loggers) { Stateless = true };
        return new McpSessionless(transport, McpServer.Create(transport, Options(caller, null), _loggers));
    }

    /// <summary>For a session.</summary>
    public McpSession CreateSession(string id, Caller caller)
    {
        StreamableHttpServerTransport transport = new(_loggers) { SessionId = id };
        return new McpSession(id, caller, transport, McpServer.Create(transport, Options(caller, id), _loggers), time.GetTimestamp());
    }

    private McpServerOptions Options(Caller caller, string? sessionId) => new()
    {
        ServerInfo = new Implementation { Name = "anchorage", Title = "Anchorage", Version = ProductVersion.Text },
        ServerInstructions = Instructions,
        Capabilities = new ServerCapabilities { Tools = new ToolsCapability { ListChanged = false } },
        ScopeRequests = false,
        Handlers = new McpServerHandlers
        {
            ListToolsHandler = async (request, _) =>
            {
                await SeenAsync(caller, sessionId, request, called: false);
                return new ListToolsResult { Tools = [.. Toolbox.All.Select(static t => t.Definition)] };
            },
            CallToolHandler = async (request, cancellationToken) =>
            {
                string client = await SeenAsync(caller, sessionId, request, called: true);
                return await runner.CallAsync(caller, client, request, cancellationToken);
            },
        },
    };

    private async Task<string> SeenAsync<T>(Caller caller, string? sessionId, RequestContext<T> request, bool called)
        where T : class
    {
        Implementation? who = request.JsonRpcRequest.Context?.ClientInfo ?? request.Server.ClientInfo;
        string client = Shown(who?.Name, "a program");
        string connection = ConnectionId(sessionId ?? $"{caller.CredentialId} {client}");
        await grains.GetGrain<IMcpSystemGrain>(GrainKeys.Mcp(caller.PrincipalId)).Seen(
            new McpConnection(
                connection,
                client,
                Shown(who?.Version, "?"),
                Shown(request.JsonRpcRequest.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion, "?"),
                caller.CredentialId ?? string.Empty,
                default,
                default,
                0),
            called);
        return client;
    }

    // Names come from outside and stand on pages and in lists.
    private static string Shown(string? text, string fallback)
    {
        string clean = new([.. (text ?? string.Empty).Where(static c => !char.IsControl(c)).Take(64)]);
        return string.IsNullOrWhiteSpace(clean) ? fallback : clean;
    }
}
