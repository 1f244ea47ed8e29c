using Anchorage.Api.Identity;
using Anchorage.Grains.Abstractions.Nodes;
using Microsoft.OpenApi;

namespace Anchorage.Api.Nodes;

/// <summary>Machines and onboarding keys.</summary>
internal static class NodeEndpoints
{
    public static void MapNodes(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder nodes = routes.MapGroup("/api/nodes").WithTags("Nodes");
        nodes.MapGet("/", async (HttpContext context, IGrainFactory grains) => Json.Ok(new { items = await Directory(grains).List(context.Caller()), nextCursor = (string?)null }))
            .WithSummary("Nodes that one may see.").Produces<Page<NodeInfo>>();
        nodes.MapGet("/onboarding-keys", async (HttpContext context, IGrainFactory grains) => Json.Ok(new { items = await Directory(grains).ListKeys(context.Caller()) }))
            .WithSummary("Onboarding keys.").Produces<ItemList<OnboardingKeyInfo>>();
        nodes.MapPost("/onboarding-keys", CreateKeyAsync).WithSummary("Makes an onboarding key, with the line to paste.").Accepts<OnboardingKeyBody>("application/json").Produces<OnboardingKeyAnswer>(StatusCodes.Status201Created);
        nodes.MapDelete("/onboarding-keys/{id}", RevokeKeyAsync).WithSummary("Revokes an onboarding key.").Produces(StatusCodes.Status204NoContent);
        nodes.MapGet("/{id}", async (string id, HttpContext context, IGrainFactory grains) => Json.Ok(await Node(grains, id).Get(context.Caller())))
            .WithSummary("A node.").Produces<NodeInfo>();
        nodes.MapPatch("/{id}", UpdateAsync).WithSummary("Changes a node.").Accepts<NodeChange>("application/json").Produces<NodeInfo>();
        nodes.MapDelete("/{id}", RevokeAsync).WithSummary("Revokes a node.").Produces(StatusCodes.Status204NoContent)
            .WithParameters(Parameter.Query("force", "true: even while it holds instances, which are stranded then.", JsonSchemaType.Boolean));
        nodes.MapPost("/{id}/rotate-key", RotateKeyAsync).WithSummary("Lets the agent of a node make a new key pair.").Produces(StatusCodes.Status204NoContent);
        nodes.MapGet("/{id}/health", HealthAsync).WithSummary("Health of the last minutes.").Produces<ItemList<HealthSample>>()
            .WithParameters(Parameter.Query("minutes", "How far back, 1 to 1440.", JsonSchemaType.Integer, 60));
    }

    private static INodeDirectoryGrain Directory(IGrainFactory grains) => grains.GetGrain<INodeDirectoryGrain>(GrainKeys.NodeDirectory);

    private static INodeGrain Node(IGrainFactory grains, string id) => grains.GetGrain<INodeGrain>(GrainKeys.Node(id));

    private static async Task<IResult> CreateKeyAsync(HttpContext context, IGrainFactory grains, OnboardingLine line)
    {
        OnboardingKeyBody body = await Json.ReadAsync<OnboardingKeyBody>(context);
        CreatedOnboardingKey made = await Directory(grains).CreateKey(context.Caller(), body.Label ?? string.Empty, body.ExpiresAt, body.MaxUses);
        string key = line.WithPin(made.Key);
        return Json.Status(StatusCodes.Status201Created, new OnboardingKeyAnswer(key, made.OnboardingKey, line.Command(context, key)));
    }

    private static async Task<IResult> RevokeKeyAsync(string id, HttpContext context, IGrainFactory grains)
    {
        await Directory(grains).RevokeKey(context.Caller(), id);
        return Results.NoContent();
    }

    private static async Task<IResult> UpdateAsync(string id, HttpContext context, IGrainFactory grains) =>
        Json.Ok(await Node(grains, id).Update(context.Caller(), await Json.ReadAsync<NodeChange>(context)));

    private static async Task<IResult> RevokeAsync(string id, HttpContext context, IGrainFactory grains)
    {
        await Node(grains, id).Revoke(context.Caller(), context.Request.Query["force"] == "true");
        return Results.NoContent();
    }

    private static async Task<IResult> RotateKeyAsync(string id, HttpContext context, IGrainFactory grains)
    {
        await Node(grains, id).RotateKey(context.Caller());
        return Results.NoContent();
    }

    private static async Task<IResult> HealthAsync(string id, HttpContext context, IGrainFactory grains) =>
        Json.Ok(new { items = await Node(grains, id).GetHealth(context.Caller(), Paging.Number(context, "minutes", 60, 1, 1440)) });
}
