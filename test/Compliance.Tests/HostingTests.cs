using Anchorage.Compliance.Tests.Grains;
using Anchorage.Compliance.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;

namespace Anchorage.Compliance.Tests;

public sealed class HostingTests(HostingTests.StartedSilo silo) : IClassFixture<HostingTests.StartedSilo>
{
    [Fact]
    public void Startup_tasks_have_run_when_the_host_has_started_and_may_call_grains() => silo.Probes.Count("startup").ShouldBe(3);

    [Fact]
    public void The_client_and_the_factory_are_services() =>
        silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IBasicGrain>("key:a").ShouldBe(silo.Client.GetGrain<IBasicGrain>("key:a"));

    public sealed class StartedSilo : TestSilo
    {
        protected override void Configure(ISiloBuilder silo) => silo.AddStartupTask(async (services, _) =>
        {
            int sum = await services.GetRequiredService<IGrainFactory>().GetGrain<IBasicGrain>(Keys.New()).AddAsync(1, 2);
            services.GetRequiredService<Probes>().Add("startup", sum);
        });
    }
}
