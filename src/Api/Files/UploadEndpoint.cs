using Anchorage.Api.Hosting;
using Anchorage.Api.Identity;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Files;

/// <summary><c>PUT /api/instances/{id}/files/content</c>: the body goes to the agent a piece at a time.</summary>
internal static class UploadEndpoint
{
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
        FileEntry entry = await files.AuditAsync(
            context.Caller(), grant, AuditActions.FileWritten, () => FileWriter.WriteAsync(files, context.Caller(), grant, context.Request.Body, context.RequestAborted), ("path", path));
        context.Response.Headers.ETag = $"\"{entry.Etag}\"";
        return Json.Ok(entry);
    }

    /// <summary>Lifts the limit that other routes have, up to the one of uploads.</summary>
    internal static void AllowLargeBody(HttpContext context, FilesOptions options)
    {
        if (context.Request.ContentLength > options.MaxUploadBytes)
        {
            throw FileWriter.TooLarge(options);
        }

        BodyLimit.Lift(context, options.MaxUploadBytes);
    }
}
