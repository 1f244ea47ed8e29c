using System.Net;
using Anchorage.Api.Identity;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.Grains.Authorisation;

namespace Anchorage.Api.Metrics;

/// <summary>Numbers for monitoring (<c>/metrics</c>) and for the operator (<c>/api/admin/grains</c>).</summary>
internal static class MetricsEndpoints
{
    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Original-For", "Forwarded", "Via"];

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/metrics", MetricsAsync).WithTags("Operations").WithSummary("Measurements in the Prometheus text format: from this machine without signing in, from others with manage:installation.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        routes.MapGet("/api/admin/grains", GrainsAsync).WithTags("Operations").WithSummary("Calls per grain type.").Produces<ItemList<GrainTypeStatistics>>();
    }

    private static async Task<IResult> MetricsAsync(HttpContext context, Authoriser authoriser, MetricsCollector collector, GrainCallMetrics grains, AgentRegistry agents)
    {
        if (!IsLocal(context))
        {
            await authoriser.Require(context.Caller(), Permissions.ManageInstallation, ResourceRef.Installation);
        }

        PrometheusText text = new();
        text.Head("anchorage_info", "gauge", "The version of this server.");
        text.Sample("anchorage_info", $"version=\"{MetricFamily.Escape(ProductVersion.Text)}\",engine=\"{Silo.EngineInfo.Name}\"", 1);
        text.Head("anchorage_agents_connected", "gauge", "Agents whose link this process holds.");
        text.Sample("anchorage_agents_connected", string.Empty, agents.Count);
        text.Head("anchorage_agents_streams", "gauge", "Connections that agents have dialled, spare ones included.");
        text.Sample("anchorage_agents_streams", string.Empty, agents.StreamCount);
        AddGrains(text, grains);
        foreach (MetricFamily family in collector.Collect())
        {
            text.Add(family);
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(text.ToString(), PrometheusText.ContentType);
    }

    private static async Task<IResult> GrainsAsync(HttpContext context, Authoriser authoriser, GrainCallMetrics grains)
    {
        await authoriser.Require(context.Caller(), Permissions.ManageInstallation, ResourceRef.Installation);
        return Json.Ok(new ItemList<GrainTypeStatistics>([.. grains.All.Select(t => GrainTypeStatistics.Of(t.Key, t.Value))]));
    }

    private static void AddGrains(PrometheusText text, GrainCallMetrics grains)
    {
        text.Head("anchorage_grain_calls_total", "counter", "Calls to grains that ended, by outcome.");
        foreach ((string type, GrainTypeCalls calls) in grains.All)
        {
            string label = $"grain=\"{MetricFamily.Escape(type)}\",outcome=";
            text.Sample("anchorage_grain_calls_total", label + "\"ok\"", calls.Ok);
            text.Sample("anchorage_grain_calls_total", label + "\"refused\"", calls.Refused);
            text.Sample("anchorage_grain_calls_total", label + "\"failed\"", calls.Failed);
        }

        text.Head("anchorage_grain_call_duration_seconds", "histogram", "Duration of calls to grains.");
        foreach ((string type, GrainTypeCalls calls) in grains.All)
        {
            text.Histogram("anchorage_grain_call_duration_seconds", $"grain=\"{MetricFamily.Escape(type)}\"", calls.Durations);
        }
    }

    /// <summary>A process of this machine that asks directly. A proxy on this machine, declared or not, speaks for others.</summary>
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !ProxyHeaders.Any(context.Request.Headers.ContainsKey);
}
