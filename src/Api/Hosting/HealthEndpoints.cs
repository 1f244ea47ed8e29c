using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Silo;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Anchorage.Api.Hosting;

/// <summary>Liveness and readiness. Public: they name what is down, and hold nothing secret .</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/health").WithTags("Operations");
        group.MapGet("/live", () => Json.Ok(new { status = "ok" })).WithSummary("Answers while the process works.");
        group.MapGet("/ready", ReadyAsync).WithSummary("Whether the server and what it depends on can work.");
    }

    private static async Task<IResult> ReadyAsync(HealthCheckService checks, IGrainFactory grains, CancellationToken cancellationToken)
    {
        HealthReport report = await checks.CheckHealthAsync(cancellationToken);
        bool database = report.Status != HealthStatus.Unhealthy;
        int nodes = 0;
        int online = 0;
        if (database)
        {
            INodeDirectorySystemGrain directory = grains.GetGrain<INodeDirectorySystemGrain>(GrainKeys.NodeDirectory);
            NodeInfo?[] all = await Task.WhenAll((await directory.GetIds()).Select(id => grains.GetGrain<INodeSystemGrain>(GrainKeys.Node(id)).Read()));
            nodes = all.Count(n => n is not null);
            online = all.Count(n => n is { Status: NodeStatus.Online });
        }

        Dictionary<string, object> named = report.Entries.ToDictionary(e => e.Key, e => (object)new { status = e.Value.Status == HealthStatus.Healthy ? "up" : "down", problem = e.Value.Description });
        named["agents"] = new { status = online > 0 || nodes == 0 ? "up" : "down", online, total = nodes };
        bool ok = report.Status == HealthStatus.Healthy && (online > 0 || nodes == 0);
        return Json.Status(
            database ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new { status = ok ? "ok" : "degraded", version = ProductVersion.Text, engine = EngineInfo.Name, checks = named });
    }
}
