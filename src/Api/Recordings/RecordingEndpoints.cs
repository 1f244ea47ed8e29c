using Anchorage.Api.Identity;
using Anchorage.Grains.Abstractions.Recordings;
using Anchorage.Grains.Instances;
using Anchorage.Grains.Recordings;

namespace Anchorage.Api.Recordings;

/// <summary>Recordings of terminals.</summary>
internal static class RecordingEndpoints
{
    public static void MapRecordings(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/recordings").WithTags("Recordings");
        group.MapGet("/", ListAsync).WithSummary("Recordings, newest first.").Produces<ItemList<RecordingInfo>>().WithParameters(
            Parameter.Query("instanceId", "Those of one instance, by its id or own name."),
            Parameter.Query("terminalId", "Those of one terminal."));
        group.MapGet("/{id}", async (string id, HttpContext context, IGrainFactory grains) => Json.Ok(await Recording(grains, id).Get(context.Caller())))
            .WithSummary("A recording.").Produces<RecordingInfo>();
        group.MapGet("/{id}/cast", CastEndpoint.HandleAsync).WithSummary("The file, as asciicast version 2; of one that runs, what is written so far.")
            .Produces<string>(StatusCodes.Status200OK, CastEndpoint.ContentType);
        group.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a recording.").Produces(StatusCodes.Status204NoContent);
    }

    private static IRecordingGrain Recording(IGrainFactory grains, string id) => grains.GetGrain<IRecordingGrain>(GrainKeys.Recording(id));

    private static async Task<IResult> ListAsync(HttpContext context, RecordingLists lists, InstanceLists instances)
    {
        string? instance = Paging.Text(context, "instanceId");
        string? terminal = Paging.Text(context, "terminalId");
        context.RequireUser();
        return Json.Ok(new { items = await lists.List(context.Caller(), instance is null ? null : await instances.Resolve(context.Caller(), instance), terminal) });
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, IGrainFactory grains)
    {
        await Recording(grains, id).Delete(context.Caller());
        return Results.NoContent();
    }
}
