using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Anchorage.Cli.Tests.Support;

/// <summary>A real Kestrel that speaks the routes of docs/api/rest.md from memory, for the command's own behaviour.</summary>
public sealed partial class StubServer : IAsyncDisposable
{
    public const string Token = "anc_test_token";
    public const string Password = "correct horse";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> _next = new();

    private StubServer(Action<KestrelServerOptions> listen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(listen);
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Use(InspectAsync);
        MapIdentity();
        MapInstances();
        MapTerminals();
        MapOthers();
        MapTunnel();
    }

    public string Url { get; private set; } = "";

    /// <summary>Every request: "METHOD /path?query".</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The Idempotency-Key of every request that carried one.</summary>
    public ConcurrentQueue<string> IdempotencyKeys { get; } = [];

    /// <summary>Bodies of changes, by "METHOD /path".</summary>
    public ConcurrentDictionary<string, JsonNode?> Bodies { get; } = new();

    public static Task<StubServer> StartAsync() => StartAsync(o => o.Listen(IPAddress.Loopback, 0));

    /// <summary>HTTPS. Kestrel sends the certificate alone: it leaves self-signed authorities out.</summary>
    public static Task<StubServer> StartAsync(X509Certificate2 certificate, int port = 0) => StartAsync(o => o.Listen(
        IPAddress.Loopback,
        port,
        l => l.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate })));

    /// <summary>The socket of local administration.</summary>
    public static Task<StubServer> StartOnSocketAsync(string path) => StartAsync(o => o.ListenUnixSocket(path));

    /// <summary>Answers the next request of a route in another way.</summary>
    public void Next(string methodAndPath, Func<HttpContext, Task> answer) =>
        _next.GetOrAdd(methodAndPath, _ => new ConcurrentQueue<Func<HttpContext, Task>>()).Enqueue(answer);

    public static Task ProblemAsync(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync(new JsonObject { ["type"] = $"/api/errors/{code}", ["title"] = code, ["status"] = status, ["detail"] = detail, ["code"] = code, ["traceId"] = "t1" }.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await _app.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Tunnels that a test left open are cut.
        }

        await _app.DisposeAsync();
    }

    private static async Task<StubServer> StartAsync(Action<KestrelServerOptions> listen)
    {
        var server = new StubServer(listen);
        await server._app.StartAsync();
        server.Url = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        return server;
    }

    private static Task JsonAsync(HttpContext context, JsonNode body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }

    private async Task InspectAsync(HttpContext context, RequestDelegate next)
    {
        var route = $"{context.Request.Method} {context.Request.Path}";
        Requests.Enqueue(route + context.Request.QueryString);
        if (context.Request.Headers["Idempotency-Key"] is [{ } key])
        {
            IdempotencyKeys.Enqueue(key);
        }

        if (context.Request.HasJsonContentType())
        {
            Bodies[route] = await JsonNode.ParseAsync(context.Request.Body);
        }

        if (_next.TryGetValue(route, out var answers) && answers.TryDequeue(out var answer))
        {
            await answer(context);
            return;
        }

        var isPublic = context.Request.Path.StartsWithSegments("/api/auth/config") || context.Request.Path.StartsWithSegments("/api/auth/token") || context.Request.Path.StartsWithSegments("/health");
        var isLocal = context.Connection.RemoteIpAddress is null;
        if (!isPublic && !isLocal && context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            await ProblemAsync(context, 401, "unauthenticated", "The token is not valid.");
            return;
        }

        await next(context);
    }
}
