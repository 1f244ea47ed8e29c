using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>An HTTP server on a unix socket that answers like an engine in a state that the real one cannot be brought into.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeEngine(WebApplication app, string socket) => (_app, Socket) = (app, socket);

    public string Socket { get; }

    public string Endpoint => "unix://" + Socket;

    public static async Task<FakeEngine> StartAsync(string socket, Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.ListenUnixSocket(socket));
        var app = builder.Build();
        app.Run(context => answer(context));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new FakeEngine(app, socket);
    }

    public static Task AnswerAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
