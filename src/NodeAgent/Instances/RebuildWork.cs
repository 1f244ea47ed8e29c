using System.Text.Json;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Instances.Isolation;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Instances;

/// <summary>
/// Replaces a container by a new one from the image. The former container is stopped and set aside under another name until the new one answers; when that fails it comes back.
/// With a wiped home there is nothing to come back to: the former container goes first.
/// </summary>
internal sealed class RebuildWork(DockerClient client, ContainerMaker maker, HostFirewall firewall, PendingKeys pending, InstanceObserver observer) : IWorkAction
{
    private const int StopPatience = 10;
    private static readonly TimeSpan RestorePatience = TimeSpan.FromSeconds(90);

    /// <inheritdoc/>
    public string Type => MessageTypes.InstanceRebuild;

    /// <inheritdoc/>
    public WorkRequest Read(JsonElement payload)
    {
        var ask = ProtocolJson.Read<RebuildInstance>(payload);
        SpecRules.CheckOperation(ask.OperationId);
        SpecRules.Check(ask.Spec);
        return new WorkRequest(ask.OperationId, ask.Spec.InstanceId, "rebuild");
    }

    /// <inheritdoc/>
    public void Accepted(JsonElement payload) => pending.Clear(ProtocolJson.Read<RebuildInstance>(payload).Spec.InstanceId);

    /// <inheritdoc/>
    public async Task RunAsync(JsonElement payload, WorkContext context)
    {
        var ask = ProtocolJson.Read<RebuildInstance>(payload);
        try
        {
            if (firewall.Forbids)
            {
                throw new WorkFailedException(WorkErrors.IsolationUnavailable, firewall.Problem!);
            }

            if (ask.WipeHome)
            {
                await WipeAsync(ask, context);
            }

            await maker.MakeAsync(ask.Spec, ask.SshReadySeconds, context, present => SetAsideAsync(present, ask, context));
            await RemoveFormerAsync(ask.Spec.InstanceId, CancellationToken.None);
        }
        catch (DockerException e) when (!context.IsStopping)
        {
            await RestoreAsync(ask);
            throw DockerFailures.ToWork(e, ask.Spec.Image);
        }
        catch (Exception) when (!context.IsStopping)
        {
            await RestoreAsync(ask);
            throw;
        }
    }

    /// <summary>Empties the home. Not done twice: a volume that this operation made is already the new one.</summary>
    private async Task WipeAsync(RebuildInstance ask, WorkContext context)
    {
        // Nothing is taken away before the image is known to be there.
        await context.StepAsync("wipe", 2, "Removing the old home volume");
        await client.InspectImageAsync(ask.Spec.Image, context.Token);
        var name = InstanceNames.Volume(ask.Spec.InstanceId);
        var volume = await client.InspectVolumeAsync(name, context.Token);
        if (volume is not null && volume.Labels?.GetValueOrDefault(InstanceNames.OperationLabel) != ask.OperationId)
        {
            if (await client.InspectContainerAsync(InstanceNames.Container(ask.Spec.InstanceId), context.Token) is { } present && observer.IsOurs(present.Config.Labels))
            {
                await client.RemoveContainerAsync(present.Id, context.Token);
            }

            await RemoveFormerAsync(ask.Spec.InstanceId, context.Token);
            await client.RemoveVolumeAsync(name, context.Token);
        }
    }

    private async Task SetAsideAsync(ContainerInspect present, RebuildInstance ask, WorkContext context)
    {
        if (present.Label(InstanceNames.OperationLabel) == ask.OperationId)
        {
            // Half made by a run of this operation that was cut off.
            await client.RemoveContainerAsync(present.Id, context.Token);
            return;
        }

        await context.StepAsync("stop", 35, "Stopping the former container");
        await RemoveFormerAsync(ask.Spec.InstanceId, context.Token);
        if (present.State.Paused)
        {
            await client.UnpauseContainerAsync(present.Id, context.Token);
        }

        // Stopped first: a run that goes on after a kill finds the ports free and the former container under either name.
        await client.StopContainerAsync(present.Id, StopPatience, context.Token);
        await client.RenameContainerAsync(present.Id, InstanceNames.FormerContainer(ask.Spec.InstanceId), context.Token);
    }

    /// <summary>Brings the former container back.</summary>
    private async Task RestoreAsync(RebuildInstance ask)
    {
        await maker.CleanUpAsync(ask.Spec.InstanceId, ask.Spec.OwnerId, ask.OperationId, withVolume: false);
        using var deadline = new CancellationTokenSource(RestorePatience);
        try
        {
            var former = await client.InspectContainerAsync(InstanceNames.FormerContainer(ask.Spec.InstanceId), deadline.Token);
            if (former is not null && observer.IsOurs(former.Config.Labels))
            {
                await client.RenameContainerAsync(former.Id, InstanceNames.Container(ask.Spec.InstanceId), deadline.Token);
            }

            former ??= await client.InspectContainerAsync(InstanceNames.Container(ask.Spec.InstanceId), deadline.Token);
            if (former is not null && observer.IsOurs(former.Config.Labels))
            {
                await client.StartContainerAsync(former.Id, deadline.Token);
            }
        }
        catch (Exception e) when (e is DockerException or OperationCanceledException)
        {
            // The outcome's observation says what is there.
        }
    }

    private async Task RemoveFormerAsync(string instanceId, CancellationToken cancellationToken)
    {
        if (await client.InspectContainerAsync(InstanceNames.FormerContainer(instanceId), cancellationToken) is { } former && observer.IsOurs(former.Config.Labels))
        {
            await client.RemoveContainerAsync(former.Id, cancellationToken);
        }
    }
}
