using Anchorage.Grains;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Silo.Audit;
using Anchorage.Silo.Backup;
using Anchorage.Silo.Data;
using Anchorage.Silo.Hosting;
using Anchorage.Silo.Secrets;
using Anchorage.Silo.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;

namespace Anchorage.Silo;

/// <summary>Composes a silo.</summary>
public static class SiloServiceCollectionExtensions
{
    /// <summary>Name of the stream provider.</summary>
    public const string StreamProvider = "events";

    /// <summary>Name of the storage provider of grains that name none.</summary>
    public const string DefaultStore = "Default";

    /// <summary>Name of the storage provider of stream subscriptions.</summary>
    public const string PubSubStore = "PubSubStore";

    /// <summary>Name of the health check of the database.</summary>
    public const string DatabaseCheck = "database";

    /// <summary>
    /// Adds a silo with its storage to a host: data folder, SQLite, audit, document index, secrets, backup, memory streams with
    /// persistent subscriptions. Incoming and outgoing call filters that are registered as services take effect. A second call does nothing.
    /// </summary>
    /// <exception cref="AnchorageException"><c>cluster_needs_orleans</c>: cluster settings on the stand-in;
    /// <c>configuration_invalid</c>: a setting outside its range.</exception>
    public static IHostApplicationBuilder AddAnchorageSilo(this IHostApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(SqliteDatabase)))
        {
            return builder;
        }

        RefuseCluster(builder.Configuration);
        services.AddAnchorageGrains();
        services.TryAddSingleton(TimeProvider.System);
        AddOptions<DataFolderOptions>(services, DataFolderOptions.Section);
        AddOptions<SqliteOptions>(services, SqliteOptions.Section);
        AddOptions<AnchorageSiloOptions>(services, AnchorageSiloOptions.Section);
        services.AddSingleton<DataFolder>();
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<IAuditStore, SqliteAuditStore>();
        services.AddSingleton<IDocumentIndex, SqliteDocumentIndex>();
        services.AddSingleton<SecretProtector>();
        services.AddSingleton<ISecretProtector>(p => p.GetRequiredService<SecretProtector>());
        services.AddSingleton<InstallationBackup>();
        AddGrainStorage(services, DefaultStore);
        AddGrainStorage(services, PubSubStore);
        services.AddSingleton(p => p.GetRequiredKeyedService<IGrainStorage>(DefaultStore));
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>(DatabaseCheck);

        // Hosted services start in order: the database is open before the silo takes its first call.
        services.AddHostedService<StorageService>();
        AnchorageSiloOptions options = builder.Configuration.GetSection(AnchorageSiloOptions.Section).Get<AnchorageSiloOptions>() ?? new();
        Engine.Configure(builder, options);
        return builder;
    }

    private static void RefuseCluster(IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[$"{AnchorageClusterOptions.Section}:ConnectionString"]))
        {
            return;
        }

        if (!EngineInfo.CanCluster)
        {
            throw new AnchorageException(ErrorCodes.ClusterNeedsOrleans);
        }

        throw new AnchorageException(
            ErrorCodes.ConfigurationInvalid,
            ("setting", $"{AnchorageClusterOptions.Section}:ConnectionString"),
            ("problem", "this release runs as one process; leave it empty"));
    }

    private static void AddOptions<T>(IServiceCollection services, string section)
        where T : class =>
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();

    private static void AddGrainStorage(IServiceCollection services, string name) => services.AddKeyedSingleton<IGrainStorage>(
        name,
        (p, _) => new SqliteGrainStorage(name, p.GetRequiredService<SqliteDatabase>(), p.GetRequiredService<TimeProvider>()));
}
