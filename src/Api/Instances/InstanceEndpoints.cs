using Anchorage.Api.Identity;
using Anchorage.Grains;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Instances;
using Microsoft.OpenApi;

namespace Anchorage.Api.Instances;

/// <summary>On-demand containers.</summary>
internal static class InstanceEndpoints
{
    public static void MapInstances(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/instances").WithTags("Instances");
        group.MapGet("/", ListAsync).WithSummary("Instances, by name.").Produces<Page<InstanceInfo>>()
            .WithParameters([Parameter.Query("all", "true: those of everybody, for administrators.", JsonSchemaType.Boolean), Parameter.Query("shared", "true: those that others share with oneself, all on one page.", JsonSchemaType.Boolean), Parameter.Query("trash", "true: those in the trash, by when they are purged.", JsonSchemaType.Boolean), Parameter.Query("q", "Text in names, images or owners."), .. Parameter.Page]);
        group.MapPost("/", CreateAsync).WithSummary("Makes an instance.").Accepts<CreateInstanceRequest>("application/json").Produces<InstanceOperation>(StatusCodes.Status202Accepted)
            .WithParameters(Parameter.IdempotencyKey);
        group.MapGet("/{id}", GetAsync).WithSummary("An instance, by id or own name.").Produces<InstanceInfo>();
        group.MapPatch("/{id}", UpdateAsync).WithSummary("Changes name, limits or restart policy.").Accepts<InstanceChange>("application/json").Produces<InstanceInfo>()
            .WithParameters(Parameter.IfMatch);
        group.MapDelete("/{id}", (string id, HttpContext context, IGrainFactory grains, InstanceLists lists, IIdSource ids) =>
                ChangeAsync(id, context.Request.Query["purge"] == "true" ? InstanceVerb.Delete : InstanceVerb.Trash, null, context, grains, lists, ids))
            .WithSummary("Puts an instance into the trash, or removes it with its data.").Produces<InstanceOperation>(StatusCodes.Status202Accepted).Produces<InstanceOperation>()
            .WithParameters([Parameter.Query("purge", "true: removes it with its data at once.", JsonSchemaType.Boolean), Parameter.IdempotencyKey]);
        foreach (InstanceVerb verb in (InstanceVerb[])[InstanceVerb.Start, InstanceVerb.Stop, InstanceVerb.Restart, InstanceVerb.Restore])
        {
            group.MapPost($"/{{id}}/{verb.ToString().ToLowerInvariant()}", (string id, HttpContext context, IGrainFactory grains, InstanceLists lists, IIdSource ids) => ChangeAsync(id, verb, null, context, grains, lists, ids))
                .WithSummary($"{verb}s an instance.").Produces<InstanceOperation>(StatusCodes.Status202Accepted).Produces<InstanceOperation>().WithParameters(Parameter.IdempotencyKey);
        }

        group.MapPost("/{id}/rebuild", RebuildAsync).WithSummary("Makes the container anew.").Produces<InstanceOperation>(StatusCodes.Status202Accepted).WithParameters(Parameter.IdempotencyKey);
        group.MapGet("/{id}/logs", LogsEndpoint.HandleAsync).WithSummary("Last lines of the log.").Produces<LogAnswer>()
            .WithParameters(Parameter.Query("tail", "Lines, 1 to 5000.", JsonSchemaType.Integer, 200));
    }

    private static async Task<IResult> ListAsync(HttpContext context, InstanceLists lists) => Json.Ok(context.Request.Query["shared"] == "true"
        ? new Page<InstanceInfo>(await lists.Shared(context.Caller(), Paging.Text(context, "q")), null)
        : await lists.List(context.Caller(), context.Request.Query["all"] == "true", context.Request.Query["trash"] == "true", Paging.Text(context, "q"), Paging.Cursor(context), Paging.Limit(context)));

    private static async Task<IResult> CreateAsync(HttpContext context, IGrainFactory grains, IIdSource ids)
    {
        CreateInstanceRequest request = await Json.ReadAsync<CreateInstanceRequest>(context, 128 * 1024);
        InstanceOperation made = await grains.GetGrain<IOperationGrain>(GrainKeys.Operation(IdempotencyKey.IdOf(context, ids))).CreateInstance(context.Caller(), request);
        context.Response.Headers.Location = $"/api/instances/{made.Instance.Id}";
        return Json.Status(StatusCodes.Status202Accepted, made);
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, IGrainFactory grains, InstanceLists lists)
    {
        InstanceInfo instance = await grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(await lists.Resolve(context.Caller(), id))).Get(context.Caller());
        context.Response.Headers.ETag = $"\"{instance.Etag}\"";
        return Json.Ok(instance);
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, IGrainFactory grains, InstanceLists lists)
    {
        InstanceChange change = await Json.ReadAsync<InstanceChange>(context);
        InstanceInfo instance = await grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(await lists.Resolve(context.Caller(), id)))
            .Update(context.Caller(), change, IfMatch.Of(context));
        context.Response.Headers.ETag = $"\"{instance.Etag}\"";
        return Json.Ok(instance);
    }

    private static async Task<IResult> RebuildAsync(string id, HttpContext context, IGrainFactory grains, InstanceLists lists, IIdSource ids)
    {
        RebuildBody body = await Json.ReadOptionalAsync<RebuildBody>(context) ?? new RebuildBody(null, null);
        return await ChangeAsync(id, InstanceVerb.Rebuild, new RebuildOptions(body.ImageId, body.WipeHome ?? false), context, grains, lists, ids);
    }

    private static async Task<IResult> ChangeAsync(
        string id, InstanceVerb verb, RebuildOptions? rebuild, HttpContext context, IGrainFactory grains, InstanceLists lists, IIdSource ids)
    {
        string instanceId = await lists.Resolve(context.Caller(), id);
        InstanceOperation begun = await grains.GetGrain<IOperationGrain>(GrainKeys.Operation(IdempotencyKey.IdOf(context, ids)))
            .ChangeInstance(context.Caller(), instanceId, verb, rebuild);
        return Json.Status(begun.Operation is null ? StatusCodes.Status200OK : StatusCodes.Status202Accepted, begun);
    }
}
