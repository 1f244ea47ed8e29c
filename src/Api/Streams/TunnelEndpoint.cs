using System.Globalization;
using System.Net.WebSockets;
using Anchorage.Api.Errors;
using Anchorage.Api.Nodes.Gateway;
using Anchorage.Api.Security;

namespace Anchorage.Api.Streams;

/// <summary><c>GET /ws/tunnel?instance=&amp;port=</c>: one TCP connection into an instance. Refusals are answered before the upgrade, as problem+json.</summary>
internal static class TunnelEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static IEndpointConventionBuilder MapTunnel(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/ws/tunnel", HandleAsync).ExcludeFromDescription();

    private static async Task HandleAsync(
        HttpContext context, ITunnelGrants grants, IStreamBroker broker, OriginCheck origins, AgentGatewayOptions options, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        try
        {
            SocketRequest.RequireUpgrade(context);

            origins.Check(context);
            string instance = SocketRequest.InstanceOf(context);

            if (!int.TryParse(context.Request.Query["port"], NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535)
            {
                throw SocketRequest.Wrong("port must be a number from 1 to 65535");
            }

            TunnelGrant grant = await grants.GrantAsync(context, instance, port);
            await using NodeStream stream = await OpenAsync(broker, grant, instance, port, context.RequestAborted);
            using WebSocket client = await AgentUpgrade.AcceptStreamAsync(context, options);
            await SocketRelay.RunAsync(client, stream, grant.Check, time, lifetime.ApplicationStopping);
        }
        catch (AnchorageException e) when (!context.Response.HasStarted)
        {
            await Problem.WriteAsync(context, e);
        }
    }

    /// <summary>The agent knows neither the name that the user gave nor the port's meaning; the texts of the registry name both.</summary>
    private static async Task<NodeStream> OpenAsync(IStreamBroker broker, TunnelGrant grant, string instance, int port, CancellationToken cancellationToken)
    {
        try
        {
            return await broker.OpenAsync(grant.Grant, cancellationToken);
        }
        catch (AnchorageException e)
        {
            throw new AnchorageException(e.Code, e.Args.SetItem("instance", instance).SetItem("port", port.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
