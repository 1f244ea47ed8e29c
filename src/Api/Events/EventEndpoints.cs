using System.Globalization;
using System.Text.Json;
using Anchorage.Api.Identity;

namespace Anchorage.Api.Events;

/// <summary>The hub, and the same events as server-sent events for other clients.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<CloudHub>("/hubs/cloud").AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.RequireUser();
            return await next(context);
        });
        routes.MapGet("/api/events", StreamAsync).WithTags("Events").WithSummary("Server-sent events.").ExcludeFromDescription();
    }

    private static async Task StreamAsync(HttpContext context, EventPump pump, SseLimits limits, IHostApplicationLifetime lifetime)
    {
        context.RequireUser();
        HashSet<string>? topics = Paging.Text(context, "topics") is { } text ? [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] : null;
        if (topics is { Count: 0 })
        {
            throw Paging.Invalid("topics", "must name topics such as instances,operations, or be absent");
        }

        using IDisposable? place = limits.TryEnter(context.Caller().Origin);
        if (place is null)
        {
            context.Response.Headers["X-SSE-Fallback"] = "polling";
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        long? last = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            Func<Caller, long?, Func<Task>, Func<EventEnvelope, CancellationToken, Task>, CancellationToken, Task> run = WantsCloud(context) ? pump.RunCloudAsync : pump.RunAsync;
            await run(context.Caller(), last, () => ConnectedAsync(context), (e, token) => SendAsync(context, e, topics, token), ends.Token);
        }
        catch (OperationCanceledException)
        {
            // The client left, or the server stops: the client comes back and resumes.
        }
    }

    /// <summary>True for a client that asks for the list of system D: <c>?cloud=true</c>.</summary>
    internal static bool WantsCloud(HttpContext context) => context.Request.Query["cloud"] == "true";

    private static async Task ConnectedAsync(HttpContext context)
    {
        await context.Response.WriteAsync("event: connected\ndata: {}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, EventEnvelope e, HashSet<string>? topics, CancellationToken cancellationToken)
    {
        if (topics is not null && e.Name.Contains('.', StringComparison.Ordinal) && !topics.Contains(Topic(e.Name)))
        {
            return;
        }

        await context.Response.WriteAsync($"id: {e.Number}\nevent: {e.Name}\ndata: {JsonSerializer.Serialize(e, ApiJson.Options)}\n\n", cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    /// <summary><c>instance.updated</c> belongs to the topic <c>instances</c>, <c>audit.appended</c> to <c>audit</c>.</summary>
    private static string Topic(string name)
    {
        string noun = name[..name.IndexOf('.', StringComparison.Ordinal)];
        return noun is "audit" || noun.EndsWith('s') ? noun : noun + "s";
    }
}
