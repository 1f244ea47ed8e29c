using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Anchorage.Api.Hosting;
using Anchorage.Api.Identity;
using Anchorage.Api.Streams;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.Api.Files;

/// <summary><c>PUT /api/instances/{id}/files/content</c>: the body goes to the agent a piece at a time.</summary>
internal static class UploadEndpoint
{
    private const int Piece = 256 * 1024;
    private static readonly byte[] EndOfFile = """{"type":"eof"}"""u8.ToArray();

    /// <summary>Writes a file.</summary>
    public static async Task<IResult> WriteAsync(string id, HttpContext context, FileStreams files)
    {
        string path = FileEndpoints.RequirePath(context);
        string ifMatch = context.Request.Headers.IfMatch.ToString().Trim();
        string ifNone = context.Request.Headers.IfNoneMatch.ToString().Trim();
        if (ifNone is not ("" or "*"))
        {
            throw Paging.Invalid("If-None-Match", "must be * when something is written");
        }

        WriteFile request = new(
            path, ifMatch.Length == 0 ? null : ifMatch.Trim('"'), ifNone == "*", context.Request.Query["parents"] == "true", context.Request.ContentLength, FileEndpoints.Mode(Paging.Text(context, "mode")));
        AllowLargeBody(context, files.Options);
        InstanceGrant grant = await files.PermitAsync(context.Caller(), id, FileActions.Write, request);
        FileResult result = await files.AuditAsync(
            context.Caller(), grant, AuditActions.FileWritten, () => SendAsync(context.Caller(), context.Request.Body, files, grant, context.RequestAborted), ("path", path));
        context.Response.Headers.ETag = $"\"{result.Entry!.Etag}\"";
        return Json.Ok(result.Entry);
    }

    /// <summary>Sends the body and waits for what became of it.</summary>
    internal static async Task<FileResult> SendAsync(Caller caller, Stream body, FileStreams files, InstanceGrant grant, CancellationToken aborted)
    {
        await using RightsWatch watch = files.Watch(caller, grant, Permissions.WriteFiles, aborted);
        watch.Expect(files.Idle);
        try
        {
            await using NodeStream stream = await files.OpenAsync(grant, watch.Over);
            Task<FileResult> answer = ReadResultAsync(stream, watch, files.Idle);
            await CopyAsync(body, files, stream, answer, watch);
            FileResult result = await answer;
            return result.Error is null && result.Entry is not null ? result : throw FileStreams.Failed(result, grant);
        }
        catch (Exception e) when (e is WebSocketException or JsonException or InvalidOperationException or OperationCanceledException && !aborted.IsCancellationRequested)
        {
            throw new AnchorageException(watch.Code ?? ErrorCodes.AgentTimeout, ("node", grant.Instance.NodeId), ("instance", grant.Instance.Name));
        }
    }

    /// <summary>Lifts the limit that other routes have, up to the one of uploads.</summary>
    internal static void AllowLargeBody(HttpContext context, FilesOptions options)
    {
        if (context.Request.ContentLength > options.MaxUploadBytes)
        {
            throw TooLarge(options);
        }

        BodyLimit.Lift(context, options.MaxUploadBytes);
    }

    private static async Task CopyAsync(Stream body, FileStreams files, NodeStream stream, Task<FileResult> answer, RightsWatch watch)
    {
        byte[] buffer = new byte[Piece];
        long sent = 0;

        // An answer before the end is a refusal: a full disk, for example.
        while (!answer.IsCompleted)
        {
            watch.Expect(files.Idle);
            int count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, watch.Over);
            if (count > 0)
            {
                sent += count;
                if (sent > files.Options.MaxUploadBytes)
                {
                    throw TooLarge(files.Options);
                }

                await stream.WriteAsync(buffer.AsMemory(0, count), text: false, watch.Over);
            }

            if (count < buffer.Length)
            {
                await stream.WriteAsync(EndOfFile, text: true, watch.Over);
                return;
            }
        }
    }

    private static async Task<FileResult> ReadResultAsync(NodeStream stream, RightsWatch watch, TimeSpan idle)
    {
        while (await stream.ReadAsync(watch.Over) is WireFrame frame)
        {
            // It may say that it works on what came.
            watch.Expect(idle);
            if (frame.IsText && ProtocolJson.Read<FileResult>(Encoding.UTF8.GetString(frame.Data.Span)) is { } result && (result.Entry ?? (object?)result.Error) is not null)
            {
                return result;
            }
        }

        return new FileResult(null, null);
    }

    private static AnchorageException TooLarge(FilesOptions options) =>
        new(ErrorCodes.PayloadTooLarge, ("limit", options.MaxUploadBytes.ToString(CultureInfo.InvariantCulture)));
}
