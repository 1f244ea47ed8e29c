using System.Net;

namespace Orleans.Hosting;

/// <summary>Clustering. In one process there is nothing to configure.</summary>
public static class CoreHostingExtensions
{
    /// <summary>Accepted and without effect: the silo listens on no port.</summary>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = 11111,
        int gatewayPort = 30000,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev") => builder;
}
