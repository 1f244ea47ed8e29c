using Anchorage.SingleProcess.Runtime;
using Anchorage.SingleProcess.Streams;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Orleans.Hosting;

/// <summary>Adds streams that are kept in memory.</summary>
public static class SiloBuilderMemoryStreamExtensions
{
    /// <summary>Adds a stream provider. Subscriptions are kept in the storage named <c>PubSubStore</c>.</summary>
    public static ISiloBuilder AddMemoryStreams(this ISiloBuilder builder, string name) =>
        builder.ConfigureServices(services => services.AddKeyedSingleton<IStreamProvider>(
            name, (provider, _) => new StreamProvider(provider.GetRequiredService<SiloRuntime>(), name)));
}
