using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Anchorage.Api;

/// <summary>Reading and writing of bodies.</summary>
internal static class Json
{
    /// <summary>Largest body of a route that does not say otherwise: 64 KiB.</summary>
    public const int MaxBody = 64 * 1024;

    /// <summary>Reads the body as one JSON object.</summary>
    /// <exception cref="AnchorageException"><c>unsupported_media_type</c>, <c>payload_too_large</c>, <c>invalid_json</c>.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, int limit = MaxBody)
        where T : class
    {
        HttpRequest request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !(type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
        {
            throw new AnchorageException(ErrorCodes.UnsupportedMediaType);
        }

        byte[] body = await ReadBodyAsync(request, limit, context.RequestAborted);
        try
        {
            return JsonSerializer.Deserialize<T>(body, ApiJson.Options) ?? throw Bad("null was sent");
        }
        catch (JsonException exception)
        {
            throw Bad(exception.Path is { } path ? $"at {path}" : "it is not valid");
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw Bad("it does not fit");
        }
    }

    /// <summary>Reads the body as one JSON object; null when none was sent. A chunked body has no length: asking for the length alone would lose its wishes without a word.</summary>
    /// <exception cref="AnchorageException"><c>unsupported_media_type</c>, <c>payload_too_large</c>, <c>invalid_json</c>.</exception>
    public static async Task<T?> ReadOptionalAsync<T>(HttpContext context)
        where T : class =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? context.Request.ContentLength > 0 ? await ReadAsync<T>(context) : null;

    /// <summary>200 with a body.</summary>
    public static IResult Ok<T>(T value) => Results.Json(value, ApiJson.Options);

    /// <summary>200 with a body that is JSON already.</summary>
    public static IResult Written(ReadOnlyMemory<byte> json) => Results.Bytes(json, "application/json; charset=utf-8");

    /// <summary>Another status with a body.</summary>
    public static IResult Status<T>(int status, T value) => Results.Json(value, ApiJson.Options, statusCode: status);

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        using MemoryStream copy = new();
        byte[] buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (copy.Length + read > limit)
            {
                throw TooLarge(limit);
            }

            await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return copy.ToArray();
    }

    private static AnchorageException Bad(string problem) => new(ErrorCodes.InvalidJson, ("problem", problem));

    private static AnchorageException TooLarge(int limit) => new(ErrorCodes.PayloadTooLarge, ("limit", limit.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
