using System.Text.Json;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Instances.Isolation;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Makes an instance. A failed or cancelled create leaves nothing; a home volume that was there before stays.</summary>
internal sealed class CreateWork(DockerClient client, ContainerMaker maker, HostFirewall firewall, PendingKeys pending) : IWorkAction
{
    /// <inheritdoc/>
    public string Type => MessageTypes.InstanceCreate;

    /// <inheritdoc/>
    public WorkRequest Read(JsonElement payload)
    {
        var ask = ProtocolJson.Read<CreateInstance>(payload);
        SpecRules.CheckOperation(ask.OperationId);
        SpecRules.Check(ask.Spec);
        return new WorkRequest(ask.OperationId, ask.Spec.InstanceId, "create");
    }

    /// <inheritdoc/>
    public void Accepted(JsonElement payload) => pending.Clear(ProtocolJson.Read<CreateInstance>(payload).Spec.InstanceId);

    /// <inheritdoc/>
    public async Task RunAsync(JsonElement payload, WorkContext context)
    {
        var ask = ProtocolJson.Read<CreateInstance>(payload);
        try
        {
            if (firewall.Forbids)
            {
                throw new WorkFailedException(WorkErrors.IsolationUnavailable, firewall.Problem!);
            }

            await maker.MakeAsync(ask.Spec, ask.SshReadySeconds, context, present => client.RemoveContainerAsync(present.Id, context.Token));
        }
        catch (Exception) when (!context.IsStopping)
        {
            await maker.CleanUpAsync(ask.Spec.InstanceId, ask.Spec.OwnerId, ask.OperationId, withVolume: true);
            throw;
        }
    }
}
