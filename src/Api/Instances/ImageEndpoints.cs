using Anchorage.Api.Identity;
using Anchorage.Grains.Abstractions.Instances;

namespace Anchorage.Api.Instances;

/// <summary>The administrator's list of images.</summary>
internal static class ImageEndpoints
{
    public static void MapImages(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/images").WithTags("Instances");
        group.MapGet("/", async (HttpContext context, IGrainFactory grains) => Json.Ok(new { items = await Images(grains).List(context.Caller()) }))
            .WithSummary("Images to choose from.").Produces<ItemList<ImageInfo>>();
        group.MapPut("/", ReplaceAsync).WithSummary("Replaces the list of images.").Accepts<ImagesBody>("application/json").Produces<ItemList<ImageInfo>>();
    }

    private static IImagesGrain Images(IGrainFactory grains) => grains.GetGrain<IImagesGrain>(GrainKeys.Images);

    private static async Task<IResult> ReplaceAsync(HttpContext context, IGrainFactory grains)
    {
        ImagesBody body = await Json.ReadAsync<ImagesBody>(context);
        return Json.Ok(new { items = await Images(grains).Replace(context.Caller(), [.. (body.Items ?? []).Select(i => i ?? throw Paging.Invalid("items", "must hold images, not null"))]) });
    }
}
