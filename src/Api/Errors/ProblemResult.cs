namespace Anchorage.Api.Errors;

/// <summary>An error as the result of an endpoint.</summary>
internal sealed class ProblemResult : IResult
{
    private readonly AnchorageException _error;

    private ProblemResult(AnchorageException error) => _error = error;

    /// <summary>A problem from the registry.</summary>
    public static IResult Of(AnchorageException error) => new ProblemResult(error);

    /// <summary>The same by code.</summary>
    public static IResult Of(string code, params (string Name, string Value)[] args) => new ProblemResult(new AnchorageException(code, args));

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => Problem.WriteAsync(httpContext, _error);
}
