using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Finds the running container of an instance.</summary>
internal sealed class ContainerShell(DockerClient client, InstanceObserver observer, InstancesOptions options) : IContainerShell
{
    /// <inheritdoc/>
    public async Task<RunningContainer> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (!InstanceNames.IsId(instanceId))
        {
            throw new LinkRequestException(WorkErrors.InstanceNotFound, $"'{instanceId}' is not an id of an instance.");
        }

        ContainerInspect? container;
        try
        {
            container = await client.InspectContainerAsync(InstanceNames.Container(instanceId), cancellationToken);
        }
        catch (DockerException e)
        {
            throw new LinkRequestException(DockerFailures.Code(e), e.Message);
        }

        if (container is null || !observer.IsOurs(container.Config.Labels))
        {
            throw new LinkRequestException(WorkErrors.InstanceNotFound, $"The node has no container of instance {instanceId}.");
        }

        if (container.State is not { Running: true, Paused: false, Pid: > 0 })
        {
            throw new LinkRequestException(WorkErrors.InstanceStopped, "The instance does not run. Start it first.");
        }

        var address = container.NetworkSettings?.Networks?.Values.Select(n => n.IpAddress).FirstOrDefault(a => !string.IsNullOrEmpty(a));
        return new RunningContainer(container.Id, container.State.Pid, address, RuncRoot(container.Id), client.Endpoint.SocketPath ?? client.Endpoint.ToString());
    }

    /// <summary>runc can be used when the engine is on this machine, uses runc, and its state may be read.</summary>
    private string? RuncRoot(string containerId) =>
        client.Endpoint.SocketPath is not null && options.Runtime is "" or "runc" && Directory.Exists(Path.Combine(options.RuncRoot, containerId)) ? options.RuncRoot : null;
}
