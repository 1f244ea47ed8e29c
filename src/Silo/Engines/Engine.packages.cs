using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Anchorage.Silo;

public static partial class EngineInfo
{
    private const string EngineName = "packages";

    /// <summary>True: Microsoft Orleans can form a cluster.</summary>
    internal const bool CanCluster = true;
}

/// <summary>Composition on Microsoft Orleans: one silo on the loopback interface, without a gateway; the Api uses the hosted client.</summary>
internal static class Engine
{
    public static void Configure(IHostApplicationBuilder builder, AnchorageSiloOptions options) => builder.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(siloPort: FreeLoopbackPort(), gatewayPort: 0);
        silo.AddMemoryStreams(SiloServiceCollectionExtensions.StreamProvider);
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = o.SystemResponseTimeout = options.ResponseTimeout);
        silo.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = options.ResponseTimeout);
        silo.Configure<GrainCollectionOptions>(o => o.CollectionAge = options.CollectionAge);
    });

    private static int FreeLoopbackPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
