using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Instances.Isolation;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol.Instances;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Makes the container of a specification and starts it: the steps image, volume, network, container, keys, start, ssh.</summary>
internal sealed partial class ContainerMaker(DockerClient client, InstancesOptions options, OwnerNetworks networks, ContainerStarter starter, InstanceObserver observer, TimeProvider time, ILogger<ContainerMaker> logger)
{
    private static readonly TimeSpan CleanUpPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CleanUpPause = TimeSpan.FromSeconds(1);

    /// <summary>Makes and starts the container. What a former run of the same operation left is adopted when it runs, else replaced.</summary>
    /// <param name="spec">What to make.</param>
    /// <param name="patienceSeconds">How long to wait for SSH.</param>
    /// <param name="context">The run.</param>
    /// <param name="replace">Called before the container is made, when all that it needs is there, to clear the place.</param>
    /// <exception cref="WorkFailedException">It failed; <see cref="CleanUpAsync"/> removes what was made.</exception>
    public async Task MakeAsync(InstanceSpec spec, int patienceSeconds, WorkContext context, Func<ContainerInspect, Task> replace)
    {
        // The look-ups go out together: each is a round trip, none depends on another.
        var preparing = new List<Task>();
        Task<IDisposable>? network = null;
        try
        {
            await context.StepAsync("image", 5, $"Looking for the image {spec.Image}");
            var present = client.InspectContainerAsync(InstanceNames.Container(spec.InstanceId), context.Token);
            preparing.Add(present);
            var image = client.InspectImageAsync(spec.Image, context.Token);
            preparing.Add(image);
            await context.StepAsync("volume", 10, "Making the home volume");
            preparing.Add(MakeVolumeAsync(spec, context, image));
            await context.StepAsync("network", 15, "Joining the owner's network");
            network = networks.AcquireAsync(spec.OwnerId, context.Token);
            preparing.Add(network);
            await Task.WhenAll(preparing);
            await MakeContainerAsync(spec, patienceSeconds, context, await image, await present, replace);
        }
        catch (DockerException e)
        {
            throw DockerFailures.ToWork(e, spec.Image);
        }
        finally
        {
            await Task.WhenAll(preparing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (network is { IsCompletedSuccessfully: true })
            {
                (await network).Dispose();
            }
        }
    }

    /// <summary>Removes what an operation made: its container and, when it is of the same operation, the home volume. Tries for a while; then the next report names what is left.</summary>
    public async Task CleanUpAsync(string instanceId, string ownerId, string operationId, bool withVolume)
    {
        using var deadline = new CancellationTokenSource(CleanUpPatience, time);
        while (true)
        {
            try
            {
                var container = await client.InspectContainerAsync(InstanceNames.Container(instanceId), deadline.Token);
                if (container?.Label(InstanceNames.OperationLabel) == operationId)
                {
                    await client.RemoveContainerAsync(container.Id, deadline.Token);
                }

                var volume = withVolume ? await client.InspectVolumeAsync(InstanceNames.Volume(instanceId), deadline.Token) : null;
                if (volume?.Labels?.GetValueOrDefault(InstanceNames.OperationLabel) == operationId)
                {
                    await client.RemoveVolumeAsync(volume.Name, deadline.Token);
                }

                await networks.RemoveIfUnusedAsync(ownerId, deadline.Token);
                return;
            }
            catch (Exception e) when (e is DockerException or OperationCanceledException)
            {
                if (deadline.IsCancellationRequested)
                {
                    LogLeft(instanceId, e.Message);
                    return;
                }
            }

            await Task.Delay(CleanUpPause, time, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task MakeVolumeAsync(InstanceSpec spec, WorkContext context, Task<ImageInspect> image)
    {
        await image;
        var volume = await client.CreateVolumeAsync(
            new VolumeCreate(InstanceNames.Volume(spec.InstanceId), ContainerPlan.Labels(spec, context.Request.OperationId, options.InstallationId)), context.Token);
        if (!observer.IsOurs(volume.Labels))
        {
            throw new WorkFailedException(WorkErrors.ContainerFailed, $"A volume named {volume.Name} exists that this agent did not make.");
        }
    }

    private async Task MakeContainerAsync(InstanceSpec spec, int patienceSeconds, WorkContext context, ImageInspect image, ContainerInspect? present, Func<ContainerInspect, Task> replace)
    {
        await context.StepAsync("container", 30, "Making the container");
        var sshPort = ContainerStarter.SshPort(spec);
        if (present is not null)
        {
            if (!observer.IsOurs(present.Config.Labels))
            {
                throw new WorkFailedException(WorkErrors.ContainerFailed, $"A container named {present.Name.TrimStart('/')} exists that this agent did not make. Rename or remove it.");
            }

            if (present.Label(InstanceNames.OperationLabel) == context.Request.OperationId && present.State is { Running: true, Paused: false })
            {
                await starter.WaitAsync(present.Id, spec.InstanceId, spec.AuthorizedKeys, sshPort, patienceSeconds, context);
                return;
            }

            await replace(present);
        }

        if (client.Endpoint.IsLocal && PortProbe.FirstTaken(spec.PublishAddress, spec.Ports.Select(p => p.Host)) is { } taken)
        {
            throw DockerFailures.PortInUse(taken);
        }

        var variable = KeyInstaller.Variable(image, spec.AuthorizedKeys);
        var plan = ContainerPlan.Make(spec, context.Request.OperationId, options.InstallationId, options.Runtime, variable is null ? null : [variable]);
        var made = await client.CreateContainerAsync(InstanceNames.Container(spec.InstanceId), plan, context.Token);
        foreach (var warning in made.Warnings ?? [])
        {
            LogWarning(spec.InstanceId, warning);
        }

        await starter.StartAsync(made.Id, spec.InstanceId, spec.AuthorizedKeys, sshPort, patienceSeconds, context, variable is null ? null : spec.AuthorizedKeys);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The engine remarks on instance {InstanceId}: {Warning}")]
    private partial void LogWarning(string instanceId, string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was made for instance {InstanceId} could not be removed: {Reason}")]
    private partial void LogLeft(string instanceId, string reason);
}
