using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Anchorage.Api.Identity;
using Anchorage.Api.Security;
using Anchorage.Grains.Authorisation;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Anchorage.Api.Mcp;

/// <summary>
/// <c>/mcp</c>: Streamable HTTP in both generations of the protocol. From 2026-07-28 on each request stands alone; before, <c>initialize</c> begins a session whose id comes
/// along. Each request shows its token; what it may do is decided in grains.
/// </summary>
internal static class McpEndpoint
{
    /// <summary>Where it is.</summary>
    public const string Path = "/mcp";

    /// <summary>The first version without sessions.</summary>
    private const string Sessionless = "2026-07-28";

    private const int MaxBody = 768 * 1024;

    private static readonly JsonTypeInfo<JsonRpcMessage> MessageInfo = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, PostAsync).ExcludeFromDescription();
        routes.MapGet(Path, ListenAsync).ExcludeFromDescription();
        routes.MapDelete(Path, EndAsync).ExcludeFromDescription();
    }

    /// <summary>Where tokens of programs are good.</summary>
    public static bool Takes(PathString path) => path.Equals(Path, StringComparison.Ordinal) || path.StartsWithSegments("/.well-known", StringComparison.Ordinal);

    private static async Task PostAsync(HttpContext context, OriginCheck origins, Authoriser authoriser, McpServers servers, McpSessions sessions)
    {
        Caller caller = await RequireProgramAsync(context, origins, authoriser);
        JsonRpcMessage message = await ReadAsync(context);
        string version = context.Request.Headers[McpHeaders.ProtocolVersion].ToString();
        message.Context = new JsonRpcMessageContext
        {
            ProtocolVersion = version.Length > 0 ? version : null,
            Items = new Dictionary<string, object?> { [ToolRunner.AbortedKey] = context.RequestAborted },
        };
        if (string.CompareOrdinal(version, Sessionless) >= 0)
        {
            if (Mismatch(context.Request, message) is { } problem)
            {
                await WriteErrorAsync(context, message, McpErrorCode.HeaderMismatch, problem);
                return;
            }

            await ServeAsync(context, message, servers.CreateSessionless(caller));
            return;
        }

        if (message is JsonRpcRequest { Method: RequestMethods.Initialize })
        {
            McpSession made = sessions.Begin(caller);
            context.Response.Headers[McpHeaders.SessionId] = made.Id;
            await WriteAnswerAsync(context, message, made.Transport);
            return;
        }

        using McpSession.Use use = sessions.Require(caller, context.Request.Headers[McpHeaders.SessionId].ToString());
        context.Response.Headers[McpHeaders.SessionId] = use.Session.Id;
        await WriteAnswerAsync(context, message, use.Session.Transport);
    }

    private static async Task ListenAsync(HttpContext context, OriginCheck origins, Authoriser authoriser, McpSessions sessions, IHostApplicationLifetime lifetime)
    {
        Caller caller = await RequireProgramAsync(context, origins, authoriser);
        using McpSession.Use use = sessions.Require(caller, context.Request.Headers[McpHeaders.SessionId].ToString());
        if (!use.TryListen())
        {
            throw new AnchorageException(ErrorCodes.InvalidRequest, ("problem", "the session has a stream already"));
        }

        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, use.Session.Ended);
        BeginStream(context);
        context.Response.Headers[McpHeaders.SessionId] = use.Session.Id;
        try
        {
            await context.Response.StartAsync(over.Token);
            await use.Session.Transport.HandleGetRequestAsync(context.Response.Body, over.Token);
        }
        catch (OperationCanceledException)
        {
            // The client left, the session ended, or the server stops.
        }
    }

    private static async Task<IResult> EndAsync(HttpContext context, OriginCheck origins, Authoriser authoriser, McpSessions sessions)
    {
        Caller caller = await RequireProgramAsync(context, origins, authoriser);
        await sessions.EndAsync(caller, context.Request.Headers[McpHeaders.SessionId].ToString());
        return Results.NoContent();
    }

    private static async Task<Caller> RequireProgramAsync(HttpContext context, OriginCheck origins, Authoriser authoriser)
    {
        // At the last moment, since an error answer begins with an empty header.
        context.Response.OnStarting(static state =>
        {
            HttpContext answered = (HttpContext)state;
            if (answered.Response.StatusCode is StatusCodes.Status401Unauthorized)
            {
                answered.Response.Headers.WWWAuthenticate = McpMetadata.Challenge(answered.Request);
            }
            else if (answered.Response.StatusCode is StatusCodes.Status403Forbidden && !answered.Caller().IsProgram)
            {
                answered.Response.Headers.WWWAuthenticate = McpMetadata.Challenge(answered.Request, "insufficient_scope");
            }

            return Task.CompletedTask;
        }, context);
        origins.CheckPrograms(context);
        if (context.Request.QueryString.HasValue)
        {
            // Addresses end up in logs: a token there would be one for everybody.
            throw new AnchorageException(ErrorCodes.InvalidRequest, ("problem", "this address takes no query; the token comes in the header Authorization"));
        }

        if (context.Request.Headers.Authorization.Count == 0)
        {
            // A cookie is no credential here.
            throw new AnchorageException(ErrorCodes.NotSignedIn);
        }

        context.RequireUser();
        Caller caller = context.Caller();
        await authoriser.Require(caller, Permissions.UseMcp, new ResourceRef("mcp"));
        return caller;
    }

    private static async Task<JsonRpcMessage> ReadAsync(HttpContext context)
    {
        JsonElement body = (await Json.ReadAsync<JsonDocument>(context, MaxBody)).RootElement;
        try
        {
            return body.Deserialize(MessageInfo) ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new AnchorageException(ErrorCodes.InvalidJson, ("problem", "it is no JSON-RPC message"));
        }
    }

    /// <summary>Proxies route by the headers: they must say what the body says.</summary>
    private static string? Mismatch(HttpRequest request, JsonRpcMessage message)
    {
        (string Method, string? Name)? body = message switch
        {
            JsonRpcRequest { Method: RequestMethods.ToolsCall } call => (call.Method, call.Params?["name"]?.ToString()),
            JsonRpcRequest other => (other.Method, null),
            JsonRpcNotification notification => (notification.Method, null),
            _ => null,
        };
        return body is not { } said ? null
            : request.Headers[McpHeaders.Method].ToString() != said.Method ? $"The header {McpHeaders.Method} must be the method of the body."
            : said.Name is { } name && request.Headers[McpHeaders.Name].ToString() != name ? $"The header {McpHeaders.Name} must be the name of the body."
            : null;
    }

    private static async Task ServeAsync(HttpContext context, JsonRpcMessage message, McpSessionless sessionless)
    {
        await using (sessionless)
        {
            await WriteAnswerAsync(context, message, sessionless.Transport);
        }
    }

    private static async Task WriteAnswerAsync(HttpContext context, JsonRpcMessage message, StreamableHttpServerTransport transport)
    {
        BeginStream(context);
        if (!await transport.HandlePostRequestAsync(message, context.Response.Body, first => ChooseStatus(context, first), context.RequestAborted))
        {
            context.Response.Headers.ContentType = (string?)null;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    private static ValueTask ChooseStatus(HttpContext context, JsonRpcMessage? first)
    {
        if (first is JsonRpcError { Error.Code: var code } && !context.Response.HasStarted && context.Request.Headers.ContainsKey(McpHeaders.Method))
        {
            context.Response.StatusCode = (McpErrorCode)code switch
            {
                McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
                McpErrorCode.MissingRequiredClientCapability or McpErrorCode.UnsupportedProtocolVersion or McpErrorCode.HeaderMismatch => StatusCodes.Status400BadRequest,
                _ => context.Response.StatusCode,
            };
        }

        return ValueTask.CompletedTask;
    }

    private static Task WriteErrorAsync(HttpContext context, JsonRpcMessage message, McpErrorCode code, string problem)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "application/json";
        JsonRpcError error = new() { Id = (message as JsonRpcRequest)?.Id ?? default, Error = new JsonRpcErrorDetail { Code = (int)code, Message = problem } };
        return JsonSerializer.SerializeAsync(context.Response.Body, error, McpJsonUtilities.DefaultOptions, context.RequestAborted);
    }

    private static void BeginStream(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }
}
