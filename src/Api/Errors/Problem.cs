using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Anchorage.Api.Errors;

/// <summary>Writes errors as problem+json with a stable code (RFC 9457).</summary>
internal static class Problem
{
    /// <summary>Answers with an error.</summary>
    public static async Task WriteAsync(HttpContext context, AnchorageException exception)
    {
        ErrorDefinition definition = DefinitionOf(exception);
        bool isCloud = context.Request.Path.StartsWithSegments("/api/cloud", StringComparison.Ordinal);
        JsonObject body = isCloud ? CloudBody(definition, Args(context, exception)) : Of(context, exception);
        context.Response.Clear();
        context.Response.StatusCode = definition.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (definition.Status == StatusCodes.Status429TooManyRequests && exception.Args.TryGetValue("seconds", out string? seconds))
        {
            context.Response.Headers.RetryAfter = seconds;
        }

        context.Response.ContentType = isCloud ? "application/json" : "application/problem+json";
        await context.Response.WriteAsync(body.ToJsonString(ApiJson.Options), context.RequestAborted);
    }

    /// <summary>The error as an object, for an answer that has begun already.</summary>
    public static JsonObject Of(HttpContext context, AnchorageException exception) =>
        Body(DefinitionOf(exception), Args(context, exception), Trace(context), exception);

    private static ErrorDefinition DefinitionOf(AnchorageException exception) => ErrorRegistry.Find(exception.Code) ?? ErrorRegistry.Find(ErrorCodes.InternalError)!;

    private static string Trace(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    private static ImmutableDictionary<string, string> Args(HttpContext context, AnchorageException exception) => exception.Args.SetItem("traceId", Trace(context));

    private static JsonObject Body(ErrorDefinition definition, ImmutableDictionary<string, string> args, string trace, AnchorageException exception)
    {
        JsonObject body = new()
        {
            ["type"] = $"/api/errors/{definition.Code}",
            ["title"] = definition.Title,
            ["status"] = definition.Status,
            ["detail"] = ErrorRegistry.Describe(definition.Code, args),
            ["code"] = definition.Code,
            ["traceId"] = trace,
            ["args"] = JsonSerializer.SerializeToNode(exception.Args, ApiJson.Options),
        };
        if (exception.Args.TryGetValue("field", out string? field))
        {
            body["errors"] = new JsonObject { [field] = new JsonArray(exception.Args.GetValueOrDefault("reason", "is not valid")) };
        }

        return body;
    }

    /// <summary>The shape that clients of system D know (inventory D6).</summary>
    private static JsonObject CloudBody(ErrorDefinition definition, ImmutableDictionary<string, string> args) => new()
    {
        ["success"] = false,
        ["error"] = ErrorRegistry.Describe(definition.Code, args),
        ["code"] = definition.Code,
    };
}
