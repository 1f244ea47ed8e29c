using Anchorage.Grains.Audit;
using Anchorage.NodeAgent.Protocol.Files;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;
using ParameterLocation = Microsoft.OpenApi.ParameterLocation;

namespace Anchorage.Api.Files;

/// <summary>Files of an instance.</summary>
internal static class FileEndpoints
{
    private const int MaxPath = 32 * 1024;

    /// <summary>The parameter that names a file or folder.</summary>
    internal static readonly Parameter Path = Parameter.Query("path", @"Absolute path in the instance; a byte that is no UTF-8 is written \xHH, a backslash \\.");

    public static void MapFiles(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/instances/{id}/files").WithTags("Files");
        group.MapGet("/", ListAsync).WithSummary("A folder, a page at a time; the home folder without a path.").Produces<FolderListing>().WithParameters(
            Path,
            Parameter.Query("cursor", "nextCursor of the page before."),
            Parameter.Query("limit", "Entries of a page, 1 to 10000.", JsonSchemaType.Integer, 1000),
            Parameter.Query("sort", "name, size or modified; folders come first."),
            Parameter.Query("order", "asc or desc."));
        group.MapGet("/stat", (string id, HttpContext context, FileStreams files) => AskAsync<FileEntry>(id, context, files, FileActions.Stat, new FilePlace(PathOf(context))))
            .WithSummary("One file or folder; a link is looked at itself.").Produces<FileEntry>().WithParameters(Path);
        group.MapMethods("/content", [HttpMethods.Get, HttpMethods.Head], DownloadEndpoint.HandleAsync).WithSummary("The bytes of a file, all or a range.")
            .Produces<string>(StatusCodes.Status200OK, "application/octet-stream").WithParameters(Path, new Parameter("Range", "bytes=FROM-TO", ParameterLocation.Header, JsonSchemaType.String));
        group.MapPut("/content", UploadEndpoint.WriteAsync).WithSummary("Writes a file, all of it or nothing.").Produces<FileEntry>().WithParameters(
            Path,
            Parameter.Query("parents", "true: makes missing folders.", JsonSchemaType.Boolean),
            Parameter.Query("mode", "Permission bits of a new file in octal; 0644 by default."),
            Parameter.IfMatch,
            new Parameter("If-None-Match", "*: only when there is no such file.", ParameterLocation.Header, JsonSchemaType.String));
        group.MapPost("/folders", MakeFolderAsync).WithSummary("Makes a folder.").Accepts<FolderBody>("application/json").Produces<FileEntry>(StatusCodes.Status201Created);
        group.MapPost("/move", (string id, HttpContext context, FileStreams files) => MoveAsync(id, context, files, FileActions.Move, AuditActions.FileMoved))
            .WithSummary("Moves or renames.").Accepts<MoveBody>("application/json").Produces<FileEntry>();
        group.MapPost("/copy", (string id, HttpContext context, FileStreams files) => MoveAsync(id, context, files, FileActions.Copy, AuditActions.FileCopied))
            .WithSummary("Copies a file or a folder.").Accepts<MoveBody>("application/json").Produces<FileEntry>();
        group.MapPost("/mode", ChangeModeAsync).WithSummary("Changes permission bits.").Accepts<ModeBody>("application/json").Produces<FileEntry>();
        group.MapDelete("/", DeleteAsync).WithSummary("Puts a file or folder into the instance's trash.").Produces<TrashEntry>().WithParameters(Path);
        group.MapGet("/trash", (string id, HttpContext context, FileStreams files) => AskAsync<TrashListing>(id, context, files, FileActions.ListTrash, new NoArguments()))
            .WithSummary("What is in the instance's trash, newest first.").Produces<TrashListing>();
        group.MapPost("/trash/{entry}/restore", RestoreAsync).WithSummary("Takes something back from the trash.").Produces<FileEntry>();
        group.MapDelete("/trash/{entry}", (string id, string entry, HttpContext context, FileStreams files) => EmptyAsync(id, entry, context, files))
            .WithSummary("Removes something from the trash for good.").Produces<TrashEmptied>();
        group.MapDelete("/trash", (string id, HttpContext context, FileStreams files) => EmptyAsync(id, null, context, files))
            .WithSummary("Empties the trash.").Produces<TrashEmptied>();
    }

    /// <summary>True for the routes whose body is content.</summary>
    internal static bool TakesLargeBody(HttpRequest request) => request.Path.Value is { } path && path.StartsWith("/api/instances/", StringComparison.Ordinal)
        && ((HttpMethods.IsPut(request.Method) && path.EndsWith("/files/content", StringComparison.Ordinal))
            || (HttpMethods.IsPost(request.Method) && path.EndsWith("/files/unpack", StringComparison.Ordinal)));

    /// <summary>The path of the query.</summary>
    internal static string RequirePath(HttpContext context) => PathOf(context) ?? throw Paging.Invalid("path", "is missing");

    /// <summary>Permission bits in octal, or null.</summary>
    internal static int? Mode(string? text) => text is null ? null
        : text.Length is 3 or 4 && text.All(c => c is >= '0' and <= '7') && Convert.ToInt32(text, 8) is var mode && mode <= 0x1FF ? mode
        : throw Paging.Invalid("mode", "must be 0000 to 0777");

    /// <summary>The path of the query, or null.</summary>
    internal static string? PathOf(HttpContext context) => Paging.Text(context, "path", MaxPath);

    private static string Require(string? value, string name) => !string.IsNullOrEmpty(value) ? value : throw Paging.Invalid(name, "is missing");

    private static async Task<IResult> AskAsync<T>(string id, HttpContext context, FileStreams files, string action, object arguments) =>
        Json.Ok(await files.AskAsync<T>(context, id, action, arguments));

    private static async Task<IResult> ListAsync(string id, HttpContext context, FileStreams files)
    {
        string sort = Paging.Text(context, "sort") ?? "name";
        string order = Paging.Text(context, "order") ?? "asc";
        ListFolder request = new(
            PathOf(context),
            Paging.Text(context, "cursor", 1000),
            Paging.Number(context, "limit", 1000, 1, 10_000),
            sort is "name" or "size" or "modified" ? sort : throw Paging.Invalid("sort", "must be name, size or modified"),
            order is "asc" or "desc" ? order == "desc" : throw Paging.Invalid("order", "must be asc or desc"));
        return Json.Written(await files.AskJsonAsync(context, id, FileActions.List, request));
    }

    private static async Task<IResult> MakeFolderAsync(string id, HttpContext context, FileStreams files)
    {
        FolderBody body = await Json.ReadAsync<FolderBody>(context);
        string path = Require(body.Path, "path");
        return Json.Status(StatusCodes.Status201Created, await files.ChangeAsync<FileEntry>(
            context, id, FileActions.MakeFolder, new MakeFolder(path, body.Parents ?? false), AuditActions.FolderMade, ("path", path)));
    }

    private static async Task<IResult> MoveAsync(string id, HttpContext context, FileStreams files, string action, string audited)
    {
        MoveBody body = await Json.ReadAsync<MoveBody>(context);
        MoveFile request = new(Require(body.Path, "path"), Require(body.Target, "target"), body.Overwrite ?? false);
        return Json.Ok(await files.ChangeAsync<FileEntry>(context, id, action, request, audited, ("path", request.Path), ("target", request.Target)));
    }

    private static async Task<IResult> ChangeModeAsync(string id, HttpContext context, FileStreams files)
    {
        ModeBody body = await Json.ReadAsync<ModeBody>(context);
        ChangeMode request = new(Require(body.Path, "path"), Mode(Require(body.Mode, "mode"))!.Value);
        return Json.Ok(await files.ChangeAsync<FileEntry>(context, id, FileActions.Mode, request, AuditActions.FileModeChanged, ("path", request.Path), ("mode", body.Mode)));
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, FileStreams files)
    {
        string path = RequirePath(context);
        return Json.Ok(await files.ChangeAsync<TrashEntry>(context, id, FileActions.Delete, new FilePlace(path), AuditActions.FileDeleted, ("path", path)));
    }

    private static async Task<IResult> RestoreAsync(string id, string entry, HttpContext context, FileStreams files)
    {
        RestoreBody body = await Json.ReadOptionalAsync<RestoreBody>(context) ?? new RestoreBody(null);
        return Json.Ok(await files.ChangeAsync<FileEntry>(
            context, id, FileActions.Restore, new RestoreFile(entry, body.Target), AuditActions.FileRestored, ("entry", entry), ("target", body.Target)));
    }

    private static async Task<IResult> EmptyAsync(string id, string? entry, HttpContext context, FileStreams files) =>
        Json.Ok(await files.ChangeAsync<TrashEmptied>(context, id, FileActions.Empty, new EmptyTrash(entry), AuditActions.FileTrashEmptied, ("entry", entry)));
}
