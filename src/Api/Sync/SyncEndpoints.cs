using System.Globalization;
using Anchorage.Api.Git;
using Anchorage.Api.Hosting;
using Anchorage.Api.Identity;

namespace Anchorage.Api.Sync;

/// <summary>Comparing two folders and copying between them, in the routes of system D (inventory D6, D11).</summary>
internal static class SyncEndpoints
{
    /// <summary>Largest body that names items.</summary>
    private const int MaxItemsBody = 8 * 1024 * 1024;

    private const string Execute = "/api/cloud/sync/execute-from-comparison";

    public static void MapSync(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/cloud/sync/compare-cross-instance", CompareAsync).WithTags("Sync").WithSummary("Compares a folder of one instance with a folder of another one; writes nothing.")
            .Accepts<CompareBody>("application/json").Produces<CompareAnswer>();
        routes.MapPost(Execute, ExecuteAsync).WithTags("Sync").WithSummary("Copies chosen items of a comparison from the source to the destination.")
            .Accepts<ExecuteBody>("application/json").Produces<ExecuteAnswer>();
    }

    /// <summary>True for the route whose body may be long.</summary>
    internal static bool TakesLargeBody(HttpRequest request) => request.Path.Equals(Execute, StringComparison.Ordinal);

    private static async Task<IResult> CompareAsync(HttpContext context, FolderComparer comparer)
    {
        CompareBody body = await Json.ReadAsync<CompareBody>(context);
        (SyncSide source, SyncSide destination) = Sides(context, body.SourceInstanceId, body.SourcePath, body.DestinationInstanceId, body.TargetPath);
        return Json.Ok(new CompareAnswer(true, await comparer.CompareAsync(source, destination, body.Options ?? new CompareWishes(), context.RequestAborted)));
    }

    private static async Task ExecuteAsync(HttpContext context, FileCopier copier)
    {
        BodyLimit.Lift(context, MaxItemsBody);
        ExecuteBody body = await Json.ReadAsync<ExecuteBody>(context, MaxItemsBody);
        (SyncSide source, SyncSide destination) = Sides(context, body.SourceInstanceId, body.SourcePath, body.DestinationInstanceId, body.TargetPath);
        if (body.Items is not { Count: > 0 and <= FileCopier.MaxItems } items)
        {
            throw Paging.Invalid("items", string.Create(CultureInfo.InvariantCulture, $"must be 1 to {FileCopier.MaxItems} items of a comparison"));
        }

        SyncItem[] chosen = [.. items.Select(i => i is { Source.Etag.Length: > 0 }
            ? new SyncItem(SyncFolders.Relative(i.Path, "items"), i.Source.Etag, i.Destination?.Etag)
            : throw Paging.Invalid("items", "must have an etag of the source each, as the comparison told it"))];
        await new ProgressAnswer(context).RunAsync(StatusCodes.Status200OK, async progress => ExecuteAnswer.Of(await copier.CopyAsync(
            source,
            destination,
            chosen,
            body.Options?.CreateBackups ?? true,
            progress is null ? null : done => progress($"{done} of {chosen.Length} files"),
            context.RequestAborted)));
    }

    private static (SyncSide Source, SyncSide Destination) Sides(HttpContext context, string? source, string? sourcePath, string? destination, string? targetPath) => (
        SyncFolders.Side(context.Caller(), source, sourcePath, "sourceInstanceId", "sourcePath"),
        SyncFolders.Side(context.Caller(), destination, targetPath, "destinationInstanceId", "targetPath"));
}
