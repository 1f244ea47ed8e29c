using Anchorage.Api.Commands;
using Anchorage.Api.Identity;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Events;
using Anchorage.NodeAgent.Protocol.Files;
using JsonSchemaType = Microsoft.OpenApi.JsonSchemaType;

namespace Anchorage.Api.Files;

/// <summary>Folders as system D shows them, and transfers in chunks (inventory D9, D10).</summary>
internal static class TransferEndpoints
{
    private const int MaxStart = 256 * 1024;
    private static readonly Parameter[] Chunk = [Parameter.Query("file", "Which file, from 0.", JsonSchemaType.Integer, 0), Parameter.Query("index", "Which chunk, from 0.", JsonSchemaType.Integer)];

    public static void MapTransfers(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/cloud/instance/{id}").WithTags("Files");
        group.MapGet("/browse", BrowseAsync).WithSummary("What is in a folder.").Produces<BrowseAnswer>()
            .WithParameters(Parameter.Query("path", "The folder; / by default."), Parameter.Query("includeFiles", "false: folders alone.", JsonSchemaType.Boolean));
        group.MapGet("/folders", FoldersAsync).WithSummary("The folders below one.").Produces<BrowseAnswer>()
            .WithParameters(Parameter.Query("basePath", "Where to begin; / by default."), Parameter.Query("recursive", "true: three levels.", JsonSchemaType.Boolean));
        RouteGroupBuilder transfer = group.MapGroup("/transfer");
        transfer.MapPost("/start", StartAsync).WithSummary("Begins a transfer in chunks.").Accepts<TransferStartBody>("application/json").Produces<TransferAnswer>();
        transfer.MapGet("/{transferId}/status", StatusAsync).WithSummary("How a transfer stands.").Produces<TransferAnswer>();
        transfer.MapPost("/{transferId}/resume", ResumeAsync).WithSummary("What of a transfer is missing.").Produces<TransferRestAnswer>();
        transfer.MapPost("/{transferId}/cancel", CancelAsync).WithSummary("Ends a transfer and leaves nothing of it.").Produces<TransferAnswer>();
        transfer.MapPost("/{transferId}/finalize", FinishAsync).WithSummary("Checks what came and puts it in place.").Produces<TransferAnswer>();
        transfer.MapPut("/{transferId}/chunk", TransferChunks.PutAsync).WithSummary("Gives a chunk.").Produces<ChunkAnswer>()
            .WithParameters([.. Chunk, Parameter.Query("checksum", "SHA-256 of the bytes, hex.")]);
        transfer.MapGet("/{transferId}/chunk", TransferChunks.GetAsync).WithSummary("Takes a chunk.").Produces<string>(StatusCodes.Status200OK, "application/octet-stream").WithParameters(Chunk);
    }

    private static async Task<IResult> BrowseAsync(string id, HttpContext context, FileStreams files, CloudInstances instances)
    {
        BrowseFolder request = new(Paging.Text(context, "path", 32 * 1024) ?? "/", context.Request.Query["includeFiles"] != "false");
        return Json.Ok(BrowseAnswer.Of(await AskAsync<BrowseListing>(id, context, files, instances, FileActions.Browse, request)));
    }

    private static async Task<IResult> FoldersAsync(string id, HttpContext context, FileStreams files, CloudInstances instances)
    {
        FindFolders request = new(Paging.Text(context, "basePath", 32 * 1024) ?? "/", context.Request.Query["recursive"] == "true");
        return Json.Ok(BrowseAnswer.Of(await AskAsync<BrowseListing>(id, context, files, instances, FileActions.Folders, request)));
    }

    private static async Task<IResult> StartAsync(string id, HttpContext context, FileStreams files, CloudInstances instances)
    {
        TransferStartBody body = await Json.ReadAsync<TransferStartBody>(context, MaxStart);
        bool writes = body.Operation is "upload" or "sync";
        if (!writes && body.Operation != "download")
        {
            throw Paging.Invalid("operation", "must be upload, download or sync");
        }

        TransferWish[] wishes = [.. (body.Files ?? []).Select(f => new TransferWish(
            f?.Path is { Length: > 0 } path ? path : throw Paging.Invalid("files", "must have a path each"),
            !writes ? null : f.Size is >= 0 ? f.Size : throw Paging.Invalid("files", "must have a size of 0 or more each"),
            f.Checksum?.ToLowerInvariant()))];
        if (wishes.Length == 0)
        {
            throw Paging.Invalid("files", "must name at least one file");
        }

        StartTransfer request = new(context.Caller().PrincipalId, body.Operation!, wishes);
        string action = writes ? FileActions.TransferUpload : FileActions.TransferDownload;
        string instance = await instances.ResolveAsync(context.Caller(), id);
        TransferReport started = await files.ChangeAsync<TransferReport>(
            context, instance, action, request, AuditActions.TransferStarted, ("operation", request.Operation), ("path", wishes[0].Path), ("files", $"{wishes.Length}"));
        return Answer(started);
    }

    private static async Task<IResult> StatusAsync(string id, string transferId, HttpContext context, FileStreams files, CloudInstances instances) =>
        Answer(await AskAsync<TransferReport>(id, context, files, instances, FileActions.TransferStatus, Place(context, transferId)));

    private static async Task<IResult> ResumeAsync(string id, string transferId, HttpContext context, FileStreams files, CloudInstances instances, TransferEvents events)
    {
        TransferRest rest = await AskAsync<TransferRest>(id, context, files, instances, FileActions.TransferResume, Place(context, transferId));
        await events.TellAsync(EventNames.TransferResuming, context.Caller().PrincipalId, rest.Transfer);
        return Json.Ok(new TransferRestAnswer(true, rest.Transfer.TransferId, rest.Transfer, rest.Missing));
    }

    private static async Task<IResult> CancelAsync(string id, string transferId, HttpContext context, FileStreams files, CloudInstances instances, TransferEvents events)
    {
        TransferReport ended = await files.ChangeAsync<TransferReport>(
            context, await instances.ResolveAsync(context.Caller(), id), FileActions.TransferCancel, Place(context, transferId), AuditActions.TransferCancelled, ("transfer", transferId));
        await events.TellAsync(EventNames.TransferCancelled, context.Caller().PrincipalId, ended);
        return Answer(ended);
    }

    private static async Task<IResult> FinishAsync(string id, string transferId, HttpContext context, FileStreams files, CloudInstances instances, TransferEvents events)
    {
        TransferReport ended = await files.ChangeAsync<TransferReport>(
            context, await instances.ResolveAsync(context.Caller(), id), FileActions.TransferFinish, Place(context, transferId), AuditActions.TransferFinished, ("transfer", transferId));
        await events.TellAsync(EventNames.TransferCompleted, context.Caller().PrincipalId, ended);
        return Answer(ended);
    }

    internal static TransferPlace Place(HttpContext context, string transferId) =>
        transferId.Length <= 64 ? new TransferPlace(context.Caller().PrincipalId, transferId) : throw Paging.Invalid("transferId", "is none");

    private static IResult Answer(TransferReport transfer) => Json.Ok(new TransferAnswer(true, transfer.TransferId, transfer));

    private static async Task<T> AskAsync<T>(string id, HttpContext context, FileStreams files, CloudInstances instances, string action, object arguments) =>
        await files.AskAsync<T>(context, await instances.ResolveAsync(context.Caller(), id), action, arguments);
}
