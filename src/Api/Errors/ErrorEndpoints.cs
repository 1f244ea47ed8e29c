namespace Anchorage.Api.Errors;

/// <summary>The error registry: public, the command line explains codes from it.</summary>
internal static class ErrorEndpoints
{
    public static void MapErrors(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/errors").WithTags("Errors");
        group.MapGet("/", () => Json.Ok(new { items = ErrorRegistry.All })).WithSummary("Every error code.").Produces<ItemList<ErrorDefinition>>();
        group.MapGet("/{code}", (string code) => Json.Ok(ErrorRegistry.Find(code) ?? throw new AnchorageException(ErrorCodes.UnknownCode, ("code", code))))
            .WithSummary("Explains an error code.").Produces<ErrorDefinition>();
    }
}
