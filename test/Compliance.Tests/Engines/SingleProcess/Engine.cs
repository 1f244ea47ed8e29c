using Orleans.Hosting;

namespace Anchorage.Compliance.Tests;

internal static class Engine
{
    public const string Name = "single-process";

    public static void Configure(ISiloBuilder silo) => silo.UseLocalhostClustering();
}
