using System.Globalization;
using Anchorage.Api.Identity;
using Anchorage.Api.Security;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Files;

/// <summary><c>GET</c> and <c>HEAD /api/instances/{id}/files/content</c>: the bytes pass from the agent to the client, a piece at a time.</summary>
internal static class DownloadEndpoint
{
    public static async Task HandleAsync(string id, HttpContext context, FileStreams files)
    {
        string path = FileEndpoints.RequirePath(context);
        InstanceGrant grant = await files.PermitAsync(context.Caller(), id, FileActions.Read, new FilePlace(path));
        await files.NoteReadingAsync(context.Caller(), grant, path);
        ByteRange range = default;
        bool known = false, described = false;
        try
        {
            FileEntry entry = await FileReader.ReadAsync(
                files,
                context.Caller(),
                grant,
                found =>
                {
                    known = context.Request.Headers.IfNoneMatch.Any(etag => etag is not null && etag.Contains($"\"{found.Etag}\"", StringComparison.Ordinal));
                    range = known ? default : ByteRange.Of(context.Request, found.Size, found.Etag);
                    return range.Length == 0 || HttpMethods.IsHead(context.Request.Method) ? null : new FileRange(range.Offset, range.Length);
                },
                (found, data, token) =>
                {
                    // Only now is it sure that the node has what it promised.
                    if (!described)
                    {
                        Describe(context, found, range);
                        described = true;
                    }

                    return context.Response.Body.WriteAsync(data, token);
                },
                context.RequestAborted);
            if (known)
            {
                Name(context, entry);
                context.Response.StatusCode = StatusCodes.Status304NotModified;
            }
            else if (!described)
            {
                Describe(context, entry, range);
            }
        }
        catch (AnchorageException) when (described)
        {
            // Half a file must not look like a whole one.
            context.Abort();
        }
    }

    private static void Name(HttpContext context, FileEntry entry)
    {
        ContentSandbox.Apply(context);
        context.Response.Headers.ETag = $"\"{entry.Etag}\"";
        context.Response.Headers.CacheControl = "private, no-cache";
    }

    private static void Describe(HttpContext context, FileEntry entry, ByteRange range)
    {
        Name(context, entry);
        HttpResponse response = context.Response;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.LastModified = entry.ModifiedAt.ToString("R", CultureInfo.InvariantCulture);
        response.ContentType = "application/octet-stream";
        response.ContentLength = range.Length;
        DownloadName.Set(context, entry.Name);
        if (range.Partial)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {range.Offset}-{range.Offset + range.Length - 1}/{entry.Size}");
        }
    }
}
