using Anchorage.Api.Identity;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Operations;
using Microsoft.OpenApi;

namespace Anchorage.Api.Operations;

/// <summary>Long-running work.</summary>
internal static class OperationEndpoints
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(200);

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/operations").WithTags("Operations");
        group.MapGet("/", ListAsync).WithSummary("Operations, newest first.").Produces<Page<OperationInfo>>().WithParameters(
            [Parameter.Query("state", "pending, running, succeeded, failed, cancelled or interrupted."), Parameter.Query("target", "Id of the object that is worked on."), .. Parameter.Page]);
        group.MapGet("/{id}", GetAsync).WithSummary("An operation; waits for its end when asked to.").Produces<OperationInfo>()
            .WithParameters(Parameter.Query("waitSeconds", "How long to wait for the end, 0 to 30.", JsonSchemaType.Integer, 0));
        group.MapPost("/{id}/cancel", async (string id, HttpContext context, IGrainFactory grains) => Json.Ok(await Operation(grains, id).Cancel(context.Caller())))
            .WithSummary("Asks to stop an operation.").Produces<OperationInfo>();
    }

    private static IOperationGrain Operation(IGrainFactory grains, string id) => grains.GetGrain<IOperationGrain>(GrainKeys.Operation(id));

    private static async Task<IResult> ListAsync(HttpContext context, OperationLists lists) => Json.Ok(await lists.List(
        context.Caller(), Paging.Word<OperationState>(context, "state"), Paging.Text(context, "target"), Paging.Cursor(context), Paging.Limit(context)));

    private static async Task<IResult> GetAsync(string id, HttpContext context, IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        TimeSpan patience = TimeSpan.FromSeconds(Paging.Number(context, "waitSeconds", 0, 0, 30));
        long begin = time.GetTimestamp();
        OperationInfo operation = await Operation(grains, id).Get(context.Caller());
        while (!operation.IsFinal && !lifetime.ApplicationStopping.IsCancellationRequested && time.GetElapsedTime(begin) < patience)
        {
            await Task.Delay(LookPeriod, time, context.RequestAborted);
            operation = await Operation(grains, id).Get(context.Caller());
        }

        return Json.Ok(operation);
    }
}
