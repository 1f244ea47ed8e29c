namespace Anchorage.NodeAgent.Terminals;

/// <summary>Finds the running container of an instance, for features that start something inside it.</summary>
public interface IContainerShell
{
    /// <summary>The container of a running instance.</summary>
    /// <exception cref="Nodes.LinkRequestException"><c>instance_not_found</c>, <c>instance_stopped</c> or <c>docker_unavailable</c>.</exception>
    Task<RunningContainer> FindAsync(string instanceId, CancellationToken cancellationToken);
}
