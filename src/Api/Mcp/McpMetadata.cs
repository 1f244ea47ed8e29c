using Anchorage.Grains.Mcp;

namespace Anchorage.Api.Mcp;

/// <summary>What a client learns before it has a token (RFC 9728): where the server is and what a token must carry. There is no authorization server: tokens are made in the dashboard.</summary>
internal static class McpMetadata
{
    private const string Path = "/.well-known/oauth-protected-resource";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, static (HttpContext context) => Describe(context)).ExcludeFromDescription();
        routes.MapGet(Path + McpEndpoint.Path, static (HttpContext context) => Describe(context)).ExcludeFromDescription();
    }

    /// <summary>The header of a 401 that leads a client here.</summary>
    public static string Challenge(HttpRequest request, string? error = null) =>
        $"Bearer resource_metadata=\"{Base(request)}{Path}{McpEndpoint.Path}\", scope=\"{Permissions.UseMcp}\"" + (error is null ? string.Empty : $", error=\"{error}\"");

    private static IResult Describe(HttpContext context) => Results.Json(new Dictionary<string, object>
    {
        ["resource"] = Base(context.Request) + McpEndpoint.Path,
        ["resource_name"] = "Anchorage",
        ["scopes_supported"] = McpRules.Scopes,
        ["bearer_methods_supported"] = (string[])["header"],
        ["resource_documentation"] = Base(context.Request) + "/programs",
    });

    // The host was checked before.
    private static string Base(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
