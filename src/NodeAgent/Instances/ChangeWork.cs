using System.Text.Json;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Instances.Isolation;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Start, stop, restart and delete. To be there already is success.</summary>
internal sealed class ChangeWork(DockerClient client, OwnerNetworks networks, ContainerStarter starter, KeyInstaller installer, PendingKeys pending, InstanceObserver observer) : IWorkAction
{
    private const int DefaultStopPatience = 10;
    private static readonly TimeSpan UndoPatience = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Type => MessageTypes.InstanceChange;

    /// <inheritdoc/>
    public WorkRequest Read(JsonElement payload)
    {
        var ask = ProtocolJson.Read<ChangeInstance>(payload);
        SpecRules.CheckOperation(ask.OperationId);
        SpecRules.CheckId(ask.InstanceId, "instance");
        if (ask.Verb is not ("start" or "stop" or "restart" or "delete") || ask.StopSeconds is < 0 or > 600)
        {
            throw new WorkFailedException(WorkErrors.InvalidRequest, $"The agent refuses the request: '{ask.Verb}' after {ask.StopSeconds} s is not start, stop, restart or delete after 0 to 600 s.");
        }

        if (ask.AuthorizedKeys is not null)
        {
            SpecRules.CheckKeys(ask.AuthorizedKeys);
        }

        return new WorkRequest(ask.OperationId, ask.InstanceId, ask.Verb);
    }

    /// <inheritdoc/>
    public void Accepted(JsonElement payload)
    {
        var ask = ProtocolJson.Read<ChangeInstance>(payload);
        if (ask.AuthorizedKeys is not null && ask.Verb is "start" or "restart")
        {
            pending.Clear(ask.InstanceId);
        }
    }

    /// <inheritdoc/>
    public async Task RunAsync(JsonElement payload, WorkContext context)
    {
        var ask = ProtocolJson.Read<ChangeInstance>(payload);
        try
        {
            await (ask.Verb switch
            {
                "start" => StartAsync(ask, context),
                "stop" => StopAsync(ask, context),
                "restart" => RestartAsync(ask, context),
                _ => DeleteAsync(ask, context),
            });
        }
        catch (DockerException e)
        {
            throw DockerFailures.ToWork(e);
        }
    }

    private async Task RestartAsync(ChangeInstance ask, WorkContext context)
    {
        await StopAsync(ask, context);
        await StartAsync(ask, context);
    }

    private async Task StartAsync(ChangeInstance ask, WorkContext context)
    {
        var container = await FindAsync(ask.InstanceId, context.Token);
        if (container.State.Paused)
        {
            await client.UnpauseContainerAsync(container.Id, context.Token);
        }

        var sshPort = ContainerStarter.SshPort(container);
        if (container.State.Running)
        {
            if ((pending.Read(ask.InstanceId) ?? ask.AuthorizedKeys) is { } keys)
            {
                await installer.InstallAsync(container.Id, keys, context.Token);
            }

            await starter.WaitAsync(container.Id, ask.InstanceId, pending.Read(ask.InstanceId), sshPort, ask.SshReadySeconds, context);
            return;
        }

        try
        {
            await context.StepAsync("network", 15, "Joining the owner's network");
            using var network = await networks.AcquireAsync(container.Label(InstanceNames.OwnerLabel) ?? string.Empty, context.Token);
            await starter.StartAsync(container.Id, ask.InstanceId, ask.AuthorizedKeys, sshPort, ask.SshReadySeconds, context);
        }
        catch (Exception) when (!context.IsStopping)
        {
            // It was stopped and shall not run half ready.
            await UndoStartAsync(container.Id);
            throw;
        }
    }

    private async Task UndoStartAsync(string containerId)
    {
        using var deadline = new CancellationTokenSource(UndoPatience);
        try
        {
            await client.StopContainerAsync(containerId, 1, deadline.Token);
        }
        catch (Exception e) when (e is DockerException or OperationCanceledException)
        {
            // The outcome's observation says what is there.
        }
    }

    private async Task StopAsync(ChangeInstance ask, WorkContext context)
    {
        await context.StepAsync("stop", 10, "Stopping the container");
        var container = await FindAsync(ask.InstanceId, context.Token);
        if (container.State.Paused)
        {
            await client.UnpauseContainerAsync(container.Id, context.Token);
        }

        await client.StopContainerAsync(container.Id, ask.StopSeconds > 0 ? ask.StopSeconds : DefaultStopPatience, context.Token);
    }

    private async Task DeleteAsync(ChangeInstance ask, WorkContext context)
    {
        await context.StepAsync("container", 20, "Removing the container");
        foreach (var container in await client.ListContainersAsync($"{InstanceNames.InstanceLabel}={ask.InstanceId}", context.Token))
        {
            if (observer.IsOurs(container.Labels))
            {
                await client.RemoveContainerAsync(container.Id, context.Token);
            }
        }

        await context.StepAsync("volume", 60, "Removing the home volume");
        if (await client.InspectVolumeAsync(InstanceNames.Volume(ask.InstanceId), context.Token) is { } volume && observer.IsOurs(volume.Labels))
        {
            await client.RemoveVolumeAsync(volume.Name, context.Token);
        }

        pending.Clear(ask.InstanceId);
        await context.StepAsync("network", 90, "Removing networks that are empty");

        // All of ours, not this owner's alone: a run that was cut off here no longer knows the owner.
        await networks.RemoveUnusedAsync(context.Token);
    }

    private async Task<ContainerInspect> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        var container = await client.InspectContainerAsync(InstanceNames.Container(instanceId), cancellationToken);
        if (container is not null && observer.IsOurs(container.Config.Labels))
        {
            return container;
        }

        // The server makes a new container for whoever wants it running, but only if that loses nothing.
        bool home = await client.InspectVolumeAsync(InstanceNames.Volume(instanceId), cancellationToken) is { } volume && observer.IsOurs(volume.Labels);
        throw new WorkFailedException(
            WorkErrors.InstanceNotFound,
            home
                ? $"The node has no container of instance {instanceId}. Rebuild it to make a new one on its home volume."
                : $"The node has neither a container nor a home volume of instance {instanceId}. A rebuild begins with an empty home.",
            home ? new Dictionary<string, string> { ["home"] = "present" } : null);
    }
}
