using System.Text.Json.Nodes;
using Anchorage.Api.Errors;

namespace Anchorage.Api.Git;

/// <summary>
/// An answer that may tell how far the work is: to <c>Accept: application/x-ndjson</c> each second a line <c>{"progress"}</c>, or <c>{}</c> when nothing is new, at the end <c>{"result"}</c> or <c>{"error"}</c>. Work that
/// ends before there is anything to tell is answered as for everybody else.
/// </summary>
internal sealed class ProgressAnswer(HttpContext context)
{
    private const string Lines = "application/x-ndjson";
    private string? _last;

    /// <summary>Does the work and answers.</summary>
    internal async Task RunAsync<T>(int status, Func<Func<string?, Task>?, Task<T>> work)
    {
        bool wanted = context.Request.Headers.Accept.Any(a => a is not null && a.Contains(Lines, StringComparison.OrdinalIgnoreCase));
        T result;
        try
        {
            result = await work(wanted ? SayAsync : null);
        }
        catch (AnchorageException e) when (context.Response.HasStarted)
        {
            await WriteAsync(new JsonObject { ["error"] = Problem.Of(context, e) });
            return;
        }

        if (context.Response.HasStarted)
        {
            await WriteAsync(new { result });
        }
        else
        {
            await Json.Status(status, result).ExecuteAsync(context);
        }
    }

    private async Task SayAsync(string? text)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = Lines;
            context.Response.Headers.CacheControl = "no-store";
        }

        // An empty object keeps the connection alive when there is nothing new.
        await WriteAsync(text is null || text == _last ? new JsonObject() : new JsonObject { ["progress"] = _last = text });
    }

    private async Task WriteAsync(object line)
    {
        await context.Response.WriteAsync(System.Text.Json.JsonSerializer.Serialize(line, line.GetType(), ApiJson.Options) + "\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
