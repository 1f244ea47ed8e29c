using Anchorage.Compliance.Tests.Grains;
using Anchorage.Compliance.Tests.Support;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Anchorage.Compliance.Tests;

public sealed class CollectionTests(CollectionTests.ForgetfulSilo silo) : IClassFixture<CollectionTests.ForgetfulSilo>
{
    [Fact]
    public async Task An_idle_grain_is_collected_and_returns_fresh()
    {
        string key = Keys.New();
        string protectedKey = Keys.New();
        ILifeGrain kept = silo.Client.GetGrain<ILifeGrain>(protectedKey);
        await kept.StayAsync(TimeSpan.FromMinutes(5));
        Guid keptId = await kept.IdAsync();
        ILifeGrain grain = silo.Client.GetGrain<ILifeGrain>(key);
        Guid first = await grain.IdAsync();

        await silo.Probes.WaitAsync("deactivated:" + key);

        silo.Probes.Count($"deactivated:{key}:ActivationIdle").ShouldBe(1);
        (await grain.IdAsync()).ShouldNotBe(first);
        (await kept.IdAsync()).ShouldBe(keptId);
    }

    [Fact]
    public async Task The_end_of_the_host_deactivates_grains()
    {
        var own = new ForgetfulSilo();
        await own.InitializeAsync();
        string key = Keys.New();
        await own.Client.GetGrain<ILifeGrain>(key).IdAsync();
        Probes probes = own.Probes;

        await own.StopAsync();

        probes.Count($"deactivated:{key}:ShuttingDown").ShouldBe(1);
        await own.DisposeAsync();
    }

    public sealed class ForgetfulSilo : TestSilo
    {
        protected override void Configure(ISiloBuilder silo) => silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromSeconds(1);
            options.CollectionAge = TimeSpan.FromSeconds(2);
        });
    }
}
