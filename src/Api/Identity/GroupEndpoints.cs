using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Api.Identity;

/// <summary>Groups of users, with which instances can be shared.</summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/groups").WithTags("Accounts");
        group.MapGet("/", async (HttpContext context, IGrainFactory grains) => Json.Ok(new { items = await Groups(grains).List(context.Caller()) }))
            .WithSummary("Groups that one is in, by name; all for administrators.").Produces<ItemList<GroupInfo>>();
        group.MapPost("/", CreateAsync).WithSummary("Makes a group of users.").Accepts<GroupBody>("application/json").Produces<GroupInfo>(StatusCodes.Status201Created);
        group.MapPatch("/{id}", UpdateAsync).WithSummary("Changes a group: who is in it.").Accepts<GroupBody>("application/json").Produces<GroupInfo>().WithParameters(Parameter.IfMatch);
        group.MapDelete("/{id}", DeleteAsync).WithSummary("Deletes a group, and the shares it has.").Produces(StatusCodes.Status204NoContent);
    }

    private static IGroupsGrain Groups(IGrainFactory grains) => grains.GetGrain<IGroupsGrain>(GrainKeys.Groups);

    private static async Task<IResult> CreateAsync(HttpContext context, IGrainFactory grains)
    {
        GroupBody body = await Json.ReadAsync<GroupBody>(context);
        return Json.Status(StatusCodes.Status201Created, await Groups(grains).Create(context.Caller(), body.Name!, Change(body)));
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, IGrainFactory grains)
    {
        GroupBody body = await Json.ReadAsync<GroupBody>(context);
        if (body.Name is not null)
        {
            throw Paging.Invalid("name", "stays as it is; make another group instead");
        }

        GroupInfo group = await Groups(grains).Update(context.Caller(), id, Change(body), IfMatch.Of(context));
        context.Response.Headers.ETag = $"\"{group.Etag}\"";
        return Json.Ok(group);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, IGrainFactory grains)
    {
        await Groups(grains).Delete(context.Caller(), id);
        return Results.NoContent();
    }

    private static GroupChange Change(GroupBody body) => new(body.Description, body.Add ?? [], body.Remove ?? []);
}
