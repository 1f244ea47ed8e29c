using Anchorage.Api.Errors;

namespace Anchorage.Api.Nodes.Gateway;

/// <summary>An error as the result of an endpoint.</summary>
internal sealed class GatewayProblem : IResult
{
    private readonly AnchorageException _error;

    private GatewayProblem(AnchorageException error) => _error = error;

    /// <summary>A problem from the registry.</summary>
    public static IResult Of(AnchorageException error) => new GatewayProblem(error);

    /// <summary>The same by code.</summary>
    public static IResult Of(string code, params (string Name, string Value)[] args) => new GatewayProblem(new AnchorageException(code, args));

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => Problem.WriteAsync(httpContext, _error);
}
