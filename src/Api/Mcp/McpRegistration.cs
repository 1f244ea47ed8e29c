using Anchorage.Api.Mcp.Tools;

namespace Anchorage.Api.Mcp;

/// <summary>Composes the MCP server and its pages' routes.</summary>
internal static class McpRegistration
{
    public static void AddMcp(this IServiceCollection services)
    {
        services.AddOptions<McpServerSettings>().BindConfiguration(McpServerSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ToolServices>();
        services.AddSingleton<CallPlaces>();
        services.AddSingleton<ToolRunner>();
        services.AddSingleton<McpServers>();
        services.AddSingleton<McpSessions>();
        services.AddHostedService(static p => p.GetRequiredService<McpSessions>());
    }

    public static void MapMcp(this IEndpointRouteBuilder routes)
    {
        McpEndpoint.Map(routes);
        McpMetadata.Map(routes);
        McpPages.Map(routes);
    }
}
