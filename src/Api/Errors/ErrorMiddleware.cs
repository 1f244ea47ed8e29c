namespace Anchorage.Api.Errors;

/// <summary>Turns exceptions into answers. What the caller did is never a 500 (inventory 0.6, rule 8).</summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await Problem.WriteAsync(context, Translate(exception, context));
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (!context.Response.HasStarted && context.Response.ContentLength is null && context.Response.ContentType is null && IsApi(context.Request.Path))
        {
            switch (context.Response.StatusCode)
            {
                case StatusCodes.Status404NotFound:
                    await Problem.WriteAsync(context, new AnchorageException(ErrorCodes.NotFound));
                    break;
                case StatusCodes.Status405MethodNotAllowed:
                    await Problem.WriteAsync(context, new AnchorageException(ErrorCodes.MethodNotAllowed));
                    break;
                case StatusCodes.Status415UnsupportedMediaType:
                    await Problem.WriteAsync(context, new AnchorageException(ErrorCodes.UnsupportedMediaType));
                    break;
            }
        }
    }

    private static bool IsApi(PathString path) => path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/ws", StringComparison.Ordinal) || path.StartsWithSegments("/agent", StringComparison.Ordinal);

    private AnchorageException Translate(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case AnchorageException known:
                return known;

            // The engine wraps what the storage throws when it reads or clears a grain's state.
            case { InnerException: AnchorageException wrapped }:
                return wrapped;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new AnchorageException(ErrorCodes.PayloadTooLarge, ("limit", "65536"));
            case BadHttpRequestException bad:
                return new AnchorageException(ErrorCodes.InvalidRequest, ("problem", bad.Message));
            case TimeoutException:
                LogFault(exception, context.Request.Method, context.Request.Path);
                return new AnchorageException(ErrorCodes.Timeout);
            default:
                LogFault(exception, context.Request.Method, context.Request.Path);
                return new AnchorageException(ErrorCodes.InternalError);
        }
    }

    // The query stays out of the log: tickets stand there.
    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private partial void LogFault(Exception exception, string method, string path);
}
