namespace Anchorage.Api.Streams;

/// <summary>Asks the grains whether the caller of a request may open a tunnel.</summary>
internal interface ITunnelGrants
{
    /// <summary>Grants a connection to a port of an instance.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="instance">Id or own name of the instance.</param>
    /// <param name="port">1 to 65535.</param>
    /// <exception cref="Grains.Abstractions.Errors.AnchorageException"><c>not_signed_in</c>, <c>instance_not_found</c>, <c>forbidden</c>, <c>instance_stopped</c>, <c>node_offline</c>.</exception>
    Task<TunnelGrant> GrantAsync(HttpContext context, string instance, int port);
}
