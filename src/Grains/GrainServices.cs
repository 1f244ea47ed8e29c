using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Events;
using Anchorage.Grains.Identity;
using Anchorage.Grains.Instances;
using Anchorage.Grains.Mcp;
using Anchorage.Grains.Nodes;
using Anchorage.Grains.Operations;
using Anchorage.Grains.Scheduling;
using Anchorage.Grains.Recordings;
using Anchorage.Grains.Shares;
using Anchorage.Grains.Terminals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Anchorage.Grains;

/// <summary>Registers what grains are constructed with. Storage comes from the silo.</summary>
public static class GrainServices
{
    /// <summary>Adds the services of all features, with validated options.</summary>
    public static IServiceCollection AddAnchorageGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, CryptoIdSource>();
        services.TryAddSingleton<IPasswordHashing, PasswordHashing>();
        services.TryAddSingleton<RightsCache>();
        services.TryAddSingleton<Authoriser>();
        services.TryAddSingleton<AuditTrail>();
        services.TryAddSingleton<EventPublisher>();
        services.TryAddSingleton<InstanceLists>();
        services.TryAddSingleton<AccessQuestions>();
        services.TryAddSingleton<ShareLists>();
        services.TryAddSingleton<OperationLists>();
        services.TryAddSingleton<AuditLists>();
        services.TryAddSingleton<TerminalLists>();
        services.TryAddSingleton<RecordingLists>();
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<NodesOptions>().BindConfiguration(NodesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<InstancesOptions>().BindConfiguration(InstancesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TerminalsOptions>().BindConfiguration(TerminalsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SchedulerOptions>().BindConfiguration(SchedulerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<McpOptions>().BindConfiguration(McpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
