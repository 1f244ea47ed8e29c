using System.Text.Json;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Changes the limits of a container.</summary>
internal sealed class LimitsHandler(DockerClient client, InstanceObserver observer) : IMessageHandler
{
    /// <inheritdoc/>
    public string Type => MessageTypes.InstanceLimits;

    /// <inheritdoc/>
    public async Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken)
    {
        var ask = ProtocolJson.Read<SetInstanceLimits>(payload);
        try
        {
            SpecRules.CheckId(ask.InstanceId, "instance");
            SpecRules.CheckLimits(ask.Limits ?? throw new JsonException("The limits are missing."));
            if (ask.RestartPolicy is not null)
            {
                SpecRules.CheckRestartPolicy(ask.RestartPolicy);
            }

            var seen = await observer.ObserveAsync(ask.InstanceId, cancellationToken);
            if (seen.ContainerId is null)
            {
                throw new LinkRequestException(WorkErrors.InstanceNotFound, $"The node has no container of instance {ask.InstanceId}; a rebuild makes one with the new limits.");
            }

            await client.UpdateContainerAsync(seen.ContainerId, ContainerPlan.Update(ask.Limits, ask.RestartPolicy), cancellationToken);
            return ProtocolJson.Element(new InstanceLimitsSet(true));
        }
        catch (DockerException e)
        {
            throw new LinkRequestException(DockerFailures.Code(e), e.Message);
        }
        catch (WorkFailedException e)
        {
            throw new LinkRequestException(e.Code, e.Message);
        }
    }
}
