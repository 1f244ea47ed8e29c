using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Terminals.Recordings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>Registers terminals with the agent.</summary>
public static class TerminalServices
{
    /// <summary>Adds the handlers of terminals. <see cref="IContainerShell"/> and <see cref="IControlLink"/> must be registered too.</summary>
    /// <param name="services">The agent's services.</param>
    /// <param name="configure">Changes to the settings; null keeps the defaults.</param>
    public static IServiceCollection AddTerminals(this IServiceCollection services, Action<TerminalOptions>? configure = null)
    {
        services.AddOptions<TerminalOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TerminalHostStarter>();
        services.TryAddSingleton<TerminalHostClient>();
        services.TryAddSingleton<ScreenReader>();
        services.TryAddSingleton<ITerminalReporter>(static provider => provider.GetRequiredService<TerminalHostClient>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IShellSource, ContainerShellSource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMessageHandler, TerminalOpenHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMessageHandler, TerminalCloseHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMessageHandler, TerminalChangeHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMessageHandler, TerminalViewersHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStreamHandler, TerminalStreamHandler>());
        services.TryAddSingleton<RecordingStore>();
        services.TryAddSingleton<IRecordingReporter>(static provider => provider.GetRequiredService<RecordingStore>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMessageHandler, TerminalRecordHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMessageHandler, RecordingDeleteHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStreamHandler, RecordingStreamHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStreamHandler, ScreenStreamHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStreamHandler, SearchStreamHandler>());
        services.AddHostedService(static provider => provider.GetRequiredService<TerminalHostClient>());
        return services;
    }
}
