namespace Anchorage.Api;

/// <summary>Names the parameters of an endpoint.</summary>
internal static class ParameterExtensions
{
    /// <summary>Adds parameters to the description of an endpoint.</summary>
    public static RouteHandlerBuilder WithParameters(this RouteHandlerBuilder endpoint, params IEnumerable<Parameter> parameters) => endpoint.WithMetadata([.. parameters]);
}
