using Anchorage.Grains.Abstractions.Errors;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>Answers an agent with problem+json.</summary>
internal static class GatewayProblem
{
    /// <summary>A problem from the registry.</summary>
    public static IResult Of(AnchorageException e)
    {
        ErrorDefinition? definition = ErrorRegistry.Find(e.Code);
        return Results.Problem(
            type: "/api/errors/" + e.Code,
            title: definition?.Title ?? e.Code,
            detail: ErrorRegistry.Describe(e.Code, e.Args),
            statusCode: definition?.Status ?? StatusCodes.Status502BadGateway,
            extensions: new Dictionary<string, object?> { ["code"] = e.Code, ["args"] = e.Args });
    }

    /// <summary>The same by code.</summary>
    public static IResult Of(string code, params (string Name, string Value)[] args) => Of(new AnchorageException(code, args));
}
