using System.Net;
using System.Net.Sockets;
using Orleans.Hosting;

namespace Anchorage.Compliance.Tests;

internal static class Engine
{
    public const string Name = "packages";

    public static void Configure(ISiloBuilder silo) => silo.UseLocalhostClustering(FreePort(), FreePort());

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
