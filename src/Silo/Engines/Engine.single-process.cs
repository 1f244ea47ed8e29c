using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Anchorage.Silo;

public static partial class EngineInfo
{
    private const string EngineName = "single-process";

    /// <summary>False: the stand-in is one process and refuses cluster settings.</summary>
    internal const bool CanCluster = false;
}

/// <summary>Composition on the stand-in of compat/SingleProcess.</summary>
internal static class Engine
{
    public static void Configure(IHostApplicationBuilder builder, AnchorageSiloOptions options) => builder.UseOrleans(silo =>
    {
        silo.AddMemoryStreams(SiloServiceCollectionExtensions.StreamProvider);
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = options.ResponseTimeout);
        silo.Configure<GrainCollectionOptions>(o => o.CollectionAge = options.CollectionAge);
    });
}
