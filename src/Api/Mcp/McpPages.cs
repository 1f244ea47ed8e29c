using System.Collections.Immutable;
using Anchorage.Api.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Instances;

namespace Anchorage.Api.Mcp;

/// <summary>What people see and decide of programs that come by MCP.</summary>
internal static class McpPages
{
    private const int PageSize = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cloud/mcp-connections", ConnectionsAsync).WithTags("MCP").WithSummary("Programs that are connected by MCP, and the instances that are open to programs.").Produces<McpConnectionList>();
        RouteGroupBuilder calls = routes.MapGroup("/api/mcp/calls").WithTags("MCP");
        calls.MapGet("/", CallsAsync).WithSummary("Calls on one's instances that took a yes, newest first.").Produces<ItemList<McpCallInfo>>();
        calls.MapPost("/{id}/approve", static (string id, HttpContext context, IGrainFactory grains) => DecideAsync(id, true, context, grains)).WithSummary("Says yes to a call.").Produces<McpCallInfo>();
        calls.MapPost("/{id}/deny", static (string id, HttpContext context, IGrainFactory grains) => DecideAsync(id, false, context, grains)).WithSummary("Says no to a call.").Produces<McpCallInfo>();
    }

    private static IMcpGrain Mine(HttpContext context, IGrainFactory grains) => grains.GetGrain<IMcpGrain>(GrainKeys.Mcp(context.RequireUser()));

    private static async Task<IResult> ConnectionsAsync(HttpContext context, IGrainFactory grains, InstanceLists lists)
    {
        ImmutableArray<McpConnection> connections = await Mine(context, grains).ListConnections(context.Caller());
        List<InstanceInfo> instances = [];
        string? cursor = null;
        do
        {
            Page<InstanceInfo> page = await lists.List(context.Caller(), all: false, trash: false, null, cursor, PageSize);
            instances.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        instances.AddRange(await lists.Shared(context.Caller(), null));
        return Json.Ok(new McpConnectionList(
            true,
            [.. connections.Select(CloudMcpConnection.Of)],
            [.. instances.Where(static i => i.McpControllable).Select(static i => new ControllableInstance(i.Id, i.Name, i.Owner.Id, i.Owner.Name, i.Status, true, i.McpApproval))]));
    }

    private static async Task<IResult> CallsAsync(HttpContext context, IGrainFactory grains) =>
        Json.Ok(new { items = await Mine(context, grains).ListCalls(context.Caller()) });

    private static async Task<IResult> DecideAsync(string id, bool approve, HttpContext context, IGrainFactory grains) =>
        Json.Ok(await Mine(context, grains).Decide(context.Caller(), id, approve));
}
