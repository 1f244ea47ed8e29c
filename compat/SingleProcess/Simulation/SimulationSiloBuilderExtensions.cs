using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;

namespace Anchorage.SingleProcess.Simulation;

/// <summary>Adds what only exists in a simulation.</summary>
public static class SimulationSiloBuilderExtensions
{
    /// <summary>Adds a storage that outlives crashes of the simulated silo and fails as the options say; <c>Default</c> is the default storage.</summary>
    public static ISiloBuilder AddSimulatedGrainStorage(this ISiloBuilder builder, string name) =>
        builder.ConfigureServices(services => services.AddGrainStorage(
            name, (provider, key) => provider.GetRequiredService<SimulatedStores>()[key]));
}
