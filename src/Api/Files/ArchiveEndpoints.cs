using System.Net.WebSockets;
using System.Text.Json;
using Anchorage.Api.Identity;
using Anchorage.Api.Security;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Audit;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Wire;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;

namespace Anchorage.Api.Files;

/// <summary>Folders as one archive, down and up. Bytes pass a piece at a time; nothing is kept here.</summary>
internal static class ArchiveEndpoints
{
    private const int MaxNames = 1000;

    public static void MapArchives(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/instances/{id}/files").WithTags("Files");
        group.MapGet("/archive", PackAsync).WithSummary("A folder, or some of what is in it, as one archive.").Produces<string>(StatusCodes.Status200OK, "application/octet-stream").WithParameters(
            FileEndpoints.Path,
            Parameter.Query("name", "A name in the folder; may be given up to 1000 times. Without it the folder itself."),
            Parameter.Query("format", "tar, tar.gz (default) or zip."));
        group.MapPost("/unpack", UnpackAsync).WithSummary("Unpacks an archive (tar, tar.gz or zip), all of it or nothing.").Produces<FileEntry>().WithParameters(
            FileEndpoints.Path,
            Parameter.Query("into", "true: the folder exists and gets what is at the top of the archive. Otherwise it becomes the folder.", JsonSchemaType.Boolean),
            Parameter.Query("parents", "true: makes missing folders above it.", JsonSchemaType.Boolean),
            Parameter.Query("links", "any: takes links that lead out of the folder, too."));
    }

    private static async Task PackAsync(string id, HttpContext context, FileStreams files)
    {
        string? path = FileEndpoints.PathOf(context);
        string[] names = [.. context.Request.Query["name"].OfType<string>()];
        string format = Paging.Text(context, "format") ?? "tar.gz";
        string type = format switch
        {
            "tar" => "application/x-tar",
            "tar.gz" => "application/gzip",
            "zip" => "application/zip",
            _ => throw Paging.Invalid("format", "must be tar, tar.gz or zip"),
        };
        if (names.Length > MaxNames)
        {
            throw Paging.Invalid("name", $"may be given {MaxNames} times");
        }

        Caller caller = context.Caller();
        InstanceGrant grant = await files.PermitAsync(caller, id, FileActions.Pack, new PackTree(path, names.Length == 0 ? null : names, format));
        await files.NoteReadingAsync(caller, grant, path ?? "~");
        await using RightsWatch watch = files.Watch(caller, grant, Permissions.ReadFiles, context.RequestAborted);
        watch.Expect(files.Idle);
        try
        {
            await using NodeStream stream = await files.OpenAsync(grant, watch.Over);
            while (await stream.ReadAsync(watch.Over) is { } frame)
            {
                watch.Expect(files.Idle);
                if (!frame.IsText)
                {
                    await context.Response.Body.WriteAsync(frame.Data, watch.Over);
                }
                else if (Hear(frame, grant, context, format, type))
                {
                    return;
                }
            }

            throw grant.Silent();
        }
        catch (Exception e) when (context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && e is AnchorageException or WebSocketException or OperationCanceledException or JsonException)
        {
            // Half an archive must not look like a whole one.
            context.Abort();
        }
        catch (Exception e) when (e is WebSocketException or JsonException || (e is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            throw grant.Silent(watch.Code);
        }
    }

    /// <summary>Takes what the agent says; true at the end.</summary>
    private static bool Hear(WireFrame frame, InstanceGrant grant, HttpContext context, string format, string type)
    {
        ArchiveNote note = ProtocolJson.Read<ArchiveNote>(frame.Data.Span);
        if (note.Error is not null)
        {
            throw FileStreams.Failed(grant, note.Error);
        }

        if (note.Begin is { } begin && !context.Response.HasStarted)
        {
            ContentSandbox.Apply(context);
            context.Response.Headers.CacheControl = "no-store";
            context.Response.ContentType = type;
            DownloadName.Set(context, $"{begin.Name ?? "files"}.{format}");
        }

        return note.End is not null;
    }

    private static async Task<IResult> UnpackAsync(string id, HttpContext context, FileStreams files)
    {
        string path = FileEndpoints.RequirePath(context);
        string? links = Paging.Text(context, "links");
        UnpackArchive request = new(
            path, context.Request.Query["into"] == "true", context.Request.Query["parents"] == "true", links is null or "any" ? links is not null : throw Paging.Invalid("links", "must be any, or left out"));
        UploadEndpoint.AllowLargeBody(context, files.Options);
        Caller caller = context.Caller();
        InstanceGrant grant = await files.PermitAsync(caller, id, FileActions.Unpack, request);
        return Json.Ok(await files.AuditAsync(
            caller, grant, AuditActions.ArchiveUnpacked, () => FileWriter.WriteAsync(files, caller, grant, context.Request.Body, context.RequestAborted), ("path", path)));
    }
}
