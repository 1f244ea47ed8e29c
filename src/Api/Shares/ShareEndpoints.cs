using Anchorage.Api.Identity;
using Anchorage.Grains;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Instances;
using Anchorage.Grains.Shares;

namespace Anchorage.Api.Shares;

/// <summary>Shares of instances, in the routes and shapes of system D.</summary>
internal static class ShareEndpoints
{
    // The last millisecond of the year 9999.
    private const long LastTimestamp = 253_402_300_799_999;

    public static void MapShares(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/cloud/shares").WithTags("Shares");
        group.MapGet("/list", ListAsync).WithSummary("Shares that one made or was given, oldest first.").Produces<ShareList>();
        group.MapPost("/save", SaveAsync).WithSummary("Makes a share, or changes it.").Accepts<SaveShareBody>("application/json").Produces<ShareAnswer>().WithParameters(Parameter.IdempotencyKey);
        group.MapPost("/delete", DeleteAsync).WithSummary("Takes a share back.").Accepts<DeleteShareBody>("application/json").Produces<CloudAnswer>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, ShareLists lists) =>
        Json.Ok(new ShareList(true, [.. (await lists.List(context.Caller())).Select(CloudShare.Of)]));

    private static async Task<IResult> SaveAsync(HttpContext context, IGrainFactory grains, InstanceLists instances, IIdSource ids)
    {
        SaveShareBody body = await Json.ReadAsync<SaveShareBody>(context);
        bool isNew = body.Id is null;
        if (body.ShareeId is not null && body.GroupId is not null)
        {
            throw Paging.Invalid("groupId", "stands in place of shareeId: a share is with one person or with one group");
        }

        if (isNew && string.IsNullOrWhiteSpace(body.ShareeId ?? body.GroupId))
        {
            throw Paging.Invalid("shareeId", "names with whom to share: an id, a user name or an e-mail address; groupId names a group in its place");
        }

        DateTimeOffset? end = body.ExpiresTimestamp switch
        {
            null => null,
            >= 0 and <= LastTimestamp and var time => DateTimeOffset.FromUnixTimeMilliseconds(time),
            _ => throw Paging.Invalid("expiresTimestamp", "must be milliseconds since 1970"),
        };
        string? instance = isNew && body.InstanceId is { } named ? await instances.Resolve(context.Caller(), named) : null;
        ShareWish wish = new(body.ShareeId ?? body.GroupId ?? string.Empty, instance, body.Permissions, body.Description, end, body.IsEnabled ?? true, body.Etag, body.GroupId is not null);
        string id = body.Id ?? IdempotencyKey.IdOf(context, ids);
        return Json.Ok(new ShareAnswer(true, CloudShare.Of(await Share(grains, id).Save(context.Caller(), wish, isNew))));
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, IGrainFactory grains)
    {
        DeleteShareBody body = await Json.ReadAsync<DeleteShareBody>(context);
        await Share(grains, body.Id ?? throw Paging.Invalid("id", "names the share")).Delete(context.Caller());
        return Json.Ok(new CloudAnswer(true));
    }

    private static IShareGrain Share(IGrainFactory grains, string id) => grains.GetGrain<IShareGrain>(GrainKeys.Share(id));
}
