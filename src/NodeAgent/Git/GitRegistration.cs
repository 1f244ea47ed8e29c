using Anchorage.NodeAgent.Git.Actions;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Anchorage.NodeAgent.Git;

/// <summary>Composes the part of the agent that runs git.</summary>
public static class GitRegistration
{
    /// <summary>Adds git. Needs the instances of <c>AddInstances</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes what the environment says.</param>
    /// <exception cref="AgentOptionsException">A setting is not allowed.</exception>
    public static IServiceCollection AddGit(this IServiceCollection services, Action<GitOptions>? configure = null)
    {
        GitOptions options = new();
        options.Read(Environment.GetEnvironmentVariable);
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<GitProgram>();
        services.AddSingleton<RepositoryLocks>();
        services.AddSingleton<RepositoryReader>();
        services.AddSingleton<IGitAction, DiscoverAction>();
        services.AddSingleton<IGitAction, StatusAction>();
        services.AddSingleton<IGitAction, DiffAction>();
        services.AddSingleton<IGitAction, LogAction>();
        services.AddSingleton<IGitAction, BranchesAction>();
        services.AddSingleton<IGitAction, StageAction>();
        services.AddSingleton<IGitAction, UnstageAction>();
        services.AddSingleton<IGitAction, CommitAction>();
        services.AddSingleton<IGitAction, PullAction>();
        services.AddSingleton<IGitAction, PushAction>();
        services.AddSingleton<IGitAction, SwitchAction>();
        services.AddSingleton<IGitAction, InitAction>();
        services.AddSingleton<IGitAction, CloneAction>();
        services.AddSingleton<IStreamHandler, GitStreamHandler>();
        return services;
    }
}
