using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Tests.Storage;
using Anchorage.Silo;
using Anchorage.Silo.Data;
using Anchorage.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace Anchorage.Grains.Tests.Hosting;

public sealed class SiloHostTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task State_and_stream_subscriptions_survive_a_restart()
    {
        using (IHost host = await Start())
        {
            ICounterGrain grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICounterGrain>("user:1");
            (await grain.Add()).ShouldBe(1);
            (await grain.Add()).ShouldBe(2);
            await grain.Listen("feed:1");
            await PublishUntilHeard(host, grain, 1);
            await host.StopAsync(Cancellation);
        }

        using (IHost host = await Start())
        {
            ICounterGrain grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICounterGrain>("user:1");
            (await grain.Add()).ShouldBe(3);
            await PublishUntilHeard(host, grain, 2);
            await host.StopAsync(Cancellation);
        }

        using SqliteDatabase database = await TestDatabase.Open(new DataFolder(_folder.File("data")).DatabaseFile);
        (await database.Read(s => s.Query("SELECT grain_id FROM grain_state WHERE store = 'Default'", r => r.GetString(0))))
            .ShouldBe(["testcounter/user:1"]);
        (await database.Read(s => (long)s.Scalar("SELECT count(*) FROM grain_state WHERE store = 'PubSubStore'")!)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_was_pending_when_the_server_died_is_interrupted_at_the_start()
    {
        using (IHost host = await Start())
        {
            await host.Services.GetRequiredService<IAuditStore>().Begin(
                new AuditIntent { Action = "instance.create", Actor = new AuditActor(AuditActorKind.User, "user:1", "Ann") });
            await host.StopAsync(Cancellation);
        }

        using IHost next = await Start();
        await next.StopAsync(Cancellation);
        using SqliteDatabase database = await TestDatabase.Open(new DataFolder(_folder.File("data")).DatabaseFile);
        (await database.Read(s => s.Scalar("SELECT outcome FROM audit") as string)).ShouldBe("interrupted");
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_does_not_stop_the_start_and_shows_in_health()
    {
        DataFolder data = new(_folder.File("data"));
        data.Prepare();
        await File.WriteAllTextAsync(data.DatabaseFile, new string('x', 5000), Cancellation);
        using IHost host = await Start();

        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancellation);
        HealthReportEntry check = report.Entries[SiloServiceCollectionExtensions.DatabaseCheck];
        check.Status.ShouldBe(HealthStatus.Unhealthy);
        check.Description!.ShouldContain(data.DatabaseFile);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public void Cluster_settings_are_refused_with_a_code()
    {
        HostApplicationBuilder builder = Builder();
        builder.Configuration["Anchorage:Cluster:ConnectionString"] = "Host=db";

        Should.Throw<AnchorageException>(() => builder.AddAnchorageSilo()).Code
            .ShouldBe(EngineInfo.Name == "single-process" ? ErrorCodes.ClusterNeedsOrleans : ErrorCodes.ConfigurationInvalid);
    }

    [Fact]
    public async Task A_setting_out_of_range_stops_the_start_and_is_named()
    {
        HostApplicationBuilder builder = Builder();
        builder.Configuration["Anchorage:Storage:QueueCapacity"] = "0";
        builder.AddAnchorageSilo();
        using IHost host = builder.Build();

        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync(Cancellation))).Message.ShouldContain("QueueCapacity");
    }

    [Fact]
    public void A_data_folder_must_be_absolute() =>
        Should.Throw<AnchorageException>(() => new DataFolder("data")).Args["setting"].ShouldBe("Anchorage:Data:Path");

    private async Task<IHost> Start()
    {
        HostApplicationBuilder builder = Builder();
        builder.AddAnchorageSilo().AddAnchorageSilo();
        IHost host = builder.Build();
        await host.StartAsync(Cancellation).WaitAsync(TestDatabase.Deadline, Cancellation);
        return host;
    }

    private HostApplicationBuilder Builder()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["Anchorage:Data:Path"] = _folder.File("data");
        builder.Configuration["Anchorage:Storage:RetryDelay"] = "00:00:00.050";
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        return builder;
    }

    /// <summary>A memory stream delivers in its own time, and an event before the delivery is set up may be lost: publish until it is heard.</summary>
    private static async Task PublishUntilHeard(IHost host, ICounterGrain grain, int number)
    {
        IAsyncStream<CounterEvent> stream = host.Services.GetRequiredService<IClusterClient>()
            .GetStreamProvider(SiloServiceCollectionExtensions.StreamProvider)
            .GetStream<CounterEvent>(StreamId.Create("tests", "feed:1"));
        using CancellationTokenSource deadline = new(TestDatabase.Deadline);
        while (await grain.Heard() != number)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await stream.OnNextAsync(new CounterEvent(number));
            await Task.Yield();
        }
    }
}
