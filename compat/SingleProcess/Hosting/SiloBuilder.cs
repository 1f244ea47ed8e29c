using Anchorage.SingleProcess.Runtime;
using Anchorage.SingleProcess.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Anchorage.SingleProcess.Hosting;

internal sealed class SiloBuilder : ISiloBuilder
{
    private SiloBuilder(IServiceCollection services, IConfiguration configuration)
    {
        Services = services;
        Configuration = configuration;
    }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }

    // The same builder for repeated calls: a silo is configured from several places.
    public static SiloBuilder For(IServiceCollection services, IConfiguration? configuration)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(SiloBuilder))?.ImplementationInstance is SiloBuilder existing)
        {
            return existing;
        }

        var builder = new SiloBuilder(services, configuration ?? new ConfigurationBuilder().Build());
        services.AddSingleton(builder);
        services.AddLogging();
        services.AddOptions<SiloMessagingOptions>();
        services.AddOptions<GrainCollectionOptions>().Validate(
            options => options.CollectionAge > options.CollectionQuantum && options.CollectionQuantum > TimeSpan.Zero,
            "GrainCollectionOptions.CollectionAge must be greater than CollectionQuantum, and that greater than zero.");
        services.TryAddSingleton<Dispatcher, ThreadPoolDispatcher>();
        services.AddSingleton<SiloRuntime>();
        services.AddSingleton(provider => provider.GetRequiredService<SiloRuntime>().Client);
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<SiloRuntime>().Client);
        services.AddHostedService<SiloHostedService>();
        return builder;
    }
}
