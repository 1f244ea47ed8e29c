using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Commands;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.Grains.Operations;

/// <summary>What an operation sends to the agent.</summary>
internal static class AgentRequests
{
    public static AgentMessage For(OperationRecord record, string workId, string instanceId, InstanceWork work, InstancesOptions options)
    {
        switch (record.Verb)
        {
            case null:
                return new AgentMessage(
                    MessageTypes.InstanceCreate, ProtocolJson.Write(new CreateInstance(workId, Spec(instanceId, work), options.SshReadySeconds)));
            case InstanceVerb.Rebuild:
            case InstanceVerb.Start or InstanceVerb.Restart or InstanceVerb.Restore when record.Remakes:
                RebuildInstance rebuild = new(workId, Spec(instanceId, work), record.Rebuild?.WipeHome ?? false, options.SshReadySeconds);
                return new AgentMessage(MessageTypes.InstanceRebuild, ProtocolJson.Write(rebuild));
            case InstanceVerb.Execute:
                return new AgentMessage(MessageTypes.InstanceExecute, ProtocolJson.Write(new ExecuteOperation(workId, instanceId, record.Execute!)));
            default:
                // To the node the trash is nothing special: a container that is stopped, or started.
                InstanceVerb asked = record.Verb switch { InstanceVerb.Trash => InstanceVerb.Stop, InstanceVerb.Restore => InstanceVerb.Start, { } other => other };
                string verb = asked.ToString().ToLowerInvariant();
                string[]? keys = asked is InstanceVerb.Start or InstanceVerb.Restart ? [.. work.AuthorizedKeys] : null;
                return new AgentMessage(
                    MessageTypes.InstanceChange,
                    ProtocolJson.Write(new ChangeInstance(workId, instanceId, verb, options.StopSeconds, keys, options.SshReadySeconds)));
        }
    }

    private static InstanceSpec Spec(string instanceId, InstanceWork work) => new(
        instanceId,
        work.Plan.Name,
        work.Plan.OwnerId,
        work.Plan.OwnerName,
        work.Plan.Image.Reference,
        [.. work.Plan.Ports.Select(p => new PortMapping(p.Name, p.Container, p.Host))],
        work.Plan.PublishAddress,
        new InstanceLimits(work.Plan.Limits.MemoryMb, work.Plan.Limits.Cpus, work.Plan.Limits.Pids),
        work.Plan.RestartPolicy,
        [.. work.AuthorizedKeys]);
}
