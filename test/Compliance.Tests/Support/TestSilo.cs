using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;

namespace Anchorage.Compliance.Tests.Support;

/// <summary>One silo with memory storage, shared by the tests of a class.</summary>
public class TestSilo : IAsyncLifetime
{
    private IHost? _host;

    public IClusterClient Client => _host!.Services.GetRequiredService<IClusterClient>();

    public Probes Probes => _host!.Services.GetRequiredService<Probes>();

    public IServiceProvider Services => _host!.Services;

    /// <summary>Short where tests wait for it to pass.</summary>
    protected virtual TimeSpan ResponseTimeout => TimeSpan.FromSeconds(4);

    public async ValueTask InitializeAsync()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Probes>();
        builder.UseOrleans(silo =>
        {
            Engine.Configure(silo);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
            silo.AddMemoryGrainStorageAsDefault();
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.Services.AddGrainStorage("faulty", (_, _) => new FaultyStorage());
            silo.AddMemoryStreams("events");
            Configure(silo);
        });
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host?.Dispose();
        GC.SuppressFinalize(this);
    }

    public Task StopAsync() => _host!.StopAsync();

    protected virtual void Configure(ISiloBuilder silo)
    {
    }
}
