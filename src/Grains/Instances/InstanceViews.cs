using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Instances;

namespace Anchorage.Grains.Instances;

/// <summary>What may be seen of an instance.</summary>
internal static class InstanceViews
{
    public static InstanceInfo Info(string id, InstanceState state, int keys)
    {
        InstancePlan plan = state.Plan!;
        bool loopback = plan.PublishAddress is "127.0.0.1" or "::1";
        string address = plan.Node.Address;
        ImmutableArray<InstancePort> ports =
        [
            .. plan.Ports.Select(p => new InstancePort(p.Name, p.Container, p.Host, address, !loopback || address is "127.0.0.1" or "::1" or "localhost")),
        ];
        int ssh = plan.Ports.FirstOrDefault(p => p.Container == 22)?.Host ?? 0;
        return new InstanceInfo(
            id,
            plan.Name,
            plan.Kind,
            new ObjectName(plan.OwnerId, plan.OwnerName),
            Status(state),
            state.Desired,
            plan.Node,
            new ImageName(plan.Image.Id, plan.Image.Title),
            ports,
            ssh > 0 && Status(state) == InstanceStatus.Running ? $"ssh -p {ssh} root@{address}" : null,
            plan.Limits,
            plan.RestartPolicy,
            state.Error,
            state.Operation,
            new KeySync(keys, state.KeysSynced),
            state.CreatedAt,
            state.StartedAt,
            state.StoppedAt,
            Etag(state),
            state.TrashedAt,
            state.PurgeAt,
            plan.RecordTerminals,
            plan.McpControllable,
            plan.McpApproval);
    }

    public static string Etag(InstanceState state) => state.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>While its node is offline nobody knows how an instance is; work and failure are known all the same.</summary>
    public static InstanceStatus Status(InstanceState state) =>
        state is { TrashedAt: not null, Operation: null } ? InstanceStatus.Trashed
        : state.Plan!.Node.Online || state.Status is InstanceStatus.Creating or InstanceStatus.Failed or InstanceStatus.Deleting ? state.Status : InstanceStatus.Offline;
}
