using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Anchorage.Api.Identity;
using Anchorage.Api.Security;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Files;

/// <summary><c>GET</c> and <c>HEAD /api/instances/{id}/files/content</c>: the bytes pass from the agent to the client, a piece at a time.</summary>
internal static class DownloadEndpoint
{
    public static async Task HandleAsync(string id, HttpContext context, FileStreams files)
    {
        string path = FileEndpoints.RequirePath(context);
        InstanceGrant grant = await files.PermitAsync(context.Caller(), id, FileActions.Read, new FilePlace(path));
        await files.NoteReadingAsync(context.Caller(), grant, path);
        await using RightsWatch watch = files.Watch(context.Caller(), grant, Permissions.ReadFiles, context.RequestAborted);
        watch.Expect(files.Idle);
        try
        {
            await using NodeStream stream = await files.OpenAsync(grant, watch.Over);
            FileEntry entry = await ReadEntryAsync(stream, grant, watch.Over);
            if (!Begin(context, entry, out ByteRange range))
            {
                return;
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes(ProtocolJson.Write(new FileRange(range.Offset, range.Length))), text: true, watch.Over);
            if (!await CopyAsync(stream, context, range.Length, watch, files.Idle))
            {
                // Half a file must not look like a whole one.
                context.Abort();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            if (context.Response.HasStarted)
            {
                context.Abort();
                return;
            }

            throw new AnchorageException(watch.Code ?? ErrorCodes.AgentTimeout, ("node", grant.Instance.NodeId), ("instance", grant.Instance.Name));
        }
    }

    /// <summary>Writes the headers; false when no body follows.</summary>
    private static bool Begin(HttpContext context, FileEntry entry, out ByteRange range)
    {
        HttpResponse response = context.Response;
        ContentSandbox.Apply(context);
        response.Headers.ETag = $"\"{entry.Etag}\"";
        response.Headers.CacheControl = "private, no-cache";
        if (context.Request.Headers.IfNoneMatch.Any(known => known is not null && known.Contains($"\"{entry.Etag}\"", StringComparison.Ordinal)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            range = default;
            return false;
        }

        range = ByteRange.Of(context.Request, entry.Size, entry.Etag);
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

        return range.Length > 0 && !HttpMethods.IsHead(context.Request.Method);
    }

    /// <summary>What the agent says that it has.</summary>
    internal static async Task<FileEntry> ReadEntryAsync(NodeStream stream, InstanceGrant grant, CancellationToken cancellationToken)
    {
        // Nodes may belong to users: what stands in a header is looked at.
        return await stream.ReadAsync(cancellationToken) is { IsText: true } frame
            && ProtocolJson.Read<FileEntry>(Encoding.UTF8.GetString(frame.Data.Span)) is { Size: >= 0, Name: not null, Etag.Length: > 0 and <= 64 } entry
            && entry.Etag.All(char.IsAsciiHexDigitLower)
            ? entry
            : throw new AnchorageException(ErrorCodes.AgentError, ("node", grant.Instance.NodeId), ("problem", "its answer is none"));
    }

    private static async Task<bool> CopyAsync(NodeStream stream, HttpContext context, long length, RightsWatch watch, TimeSpan idle)
    {
        while (length > 0)
        {
            watch.Expect(idle);
            if (await stream.ReadAsync(watch.Over) is not WireFrame frame)
            {
                return false;
            }

            if (frame.Data.Length > length)
            {
                return false;
            }

            if (!frame.IsText)
            {
                length -= frame.Data.Length;
                await context.Response.Body.WriteAsync(frame.Data, watch.Over);
            }
        }

        return true;
    }
}
