using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Identity;
using Anchorage.Grains.Instances;
using Anchorage.Grains.Nodes;
using Anchorage.Grains.Operations;
using Anchorage.Grains.Shares;

namespace Anchorage.Grains.Tests.Simulation;

/// <summary>What must hold of the stored state.</summary>
internal static class Invariants
{
    /// <summary>Holds at every moment, whatever has failed.</summary>
    public static IEnumerable<string> Always(SimulatedHouse house, int quota)
    {
        foreach ((string id, NodeState node) in house.Disk.States<NodeState>("node"))
        {
            int[] ports = [.. node.Placements.Values.SelectMany(p => p.Ports).Select(p => p.Host)];
            if (ports.Distinct().Count() != ports.Length)
            {
                yield return $"node {id} leases a port twice: {string.Join(' ', ports.Order())}";
            }

            int held = node.Placements.Values.Count(p => !p.SetAside);
            if (held > node.Capacity.MaxContainers)
            {
                yield return $"node {id} holds {held} of {node.Capacity.MaxContainers}";
            }
        }

        foreach ((string id, UserInstancesState user) in house.Disk.States<UserInstancesState>("uinst"))
        {
            string[] live = [.. user.Names.Where(n => !user.Trashed.ContainsKey(n.Key)).Select(n => n.Value)];
            if (live.Distinct().Count() != live.Length)
            {
                yield return $"user {id} has a name twice: {string.Join(' ', user.Names.Values)}";
            }

            if (live.Length > quota)
            {
                yield return $"user {id} has {live.Length} of {quota} instances";
            }
        }

        foreach (string problem in OfShares(house).Concat(OfGroups(house)))
        {
            yield return problem;
        }
    }

    /// <summary>Every right that somebody was given is shown by the list of its sharer, with a share that gives at least as much.</summary>
    private static IEnumerable<string> OfShares(SimulatedHouse house)
    {
        Dictionary<string, ShareInfo> shares = house.Disk.States<ShareRecord>("share").Where(s => s.State.Info is not null).ToDictionary(s => s.Id, s => s.State.Info!);
        ILookup<string, string> made = house.Disk.States<UserSharesState>("ushare").SelectMany(u => u.State.Made.Keys.Select(id => (u.Id, id))).ToLookup(m => m.id, m => m.Id);
        foreach (ShareGrant grant in house.Disk.States<UserSharesState>("ushare").SelectMany(u => u.State.Given.Values))
        {
            if (!shares.TryGetValue(grant.ShareId, out ShareInfo? share) || !made[grant.ShareId].Contains(share.Sharer.Id))
            {
                yield return $"{grant} is on no list";
            }
            else if (share.Permissions is { } listed && (grant.Permissions is not { } given || given.Except(listed).Any()))
            {
                yield return $"{grant} gives more than {share}";
            }
        }
    }

    /// <summary>Whoever has the rights of a group is on its list.</summary>
    private static IEnumerable<string> OfGroups(SimulatedHouse house)
    {
        Dictionary<string, GroupInfo> groups = house.Disk.States<GroupsState>("groups").SelectMany(static g => g.State.Groups.Values).ToDictionary(static g => g.Id);
        return house.Disk.States<UserSharesState>("ushare")
            .SelectMany(u => u.State.Groups.Where(id => groups.GetValueOrDefault(id)?.Members.Any(m => m.Id == u.Id) != true).Select(id => $"{u.Id} is in {id}, which does not list them"));
    }

    /// <summary>Holds when the faults have ended and everything had time to end.</summary>
    public static IEnumerable<string> Settled(SimulatedHouse house)
    {
        Dictionary<string, OperationRecord> operations = house.Disk.States<OperationRecord>("op").ToDictionary(o => o.Id, o => o.State);
        Dictionary<string, InstanceState> instances = house.Disk.States<InstanceState>("inst").Where(i => i.State.Plan is not null).ToDictionary(i => i.Id, i => i.State);
        Dictionary<string, UserInstancesState> names = house.Disk.States<UserInstancesState>("uinst").ToDictionary(u => u.Id, u => u.State);
        Dictionary<string, NodeState> nodes = house.Disk.States<NodeState>("node").ToDictionary(n => n.Id, n => n.State);

        return operations.Where(o => o.Value.Info is { IsFinal: false }).Select(o => $"operation {o.Key} never ended: {o.Value.Info}")
            .Concat(operations.SelectMany(o => OfAudit(house, o.Key, o.Value)))
            .Concat(house.Disk.Documents(OperationIndex.Open).Select(d => $"operation {d.Id} is in the index of open ones"))
            .Concat(instances.SelectMany(i => OfInstance(house, i.Key, i.Value, names, nodes)))
            .Concat(names.SelectMany(u => u.Value.Names.Where(n => !instances.ContainsKey(n.Key)).Select(n => $"the name {n.Value} of {u.Key} is held by {n.Key}, which does not exist")))
            .Concat(nodes.SelectMany(n => n.Value.Placements.Keys.Where(p => !instances.ContainsKey(p)).Select(p => $"node {n.Key} holds room and ports for {p}, which does not exist")))
            .Concat(house.Disk.States<UserState>("user").SelectMany(u => OfExpiry(house, u.Id, u.State, instances)))
            .Concat(house.Agents.Where(a => !a.Gone).SelectMany(a => a.Containers.Keys.Where(c => !instances.ContainsKey(c)).Select(c => $"{a.Name} has a container of {c}, which does not exist")));
    }

    /// <summary>An operation that ended is told with this end, also when the server died meanwhile.</summary>
    private static IEnumerable<string> OfAudit(SimulatedHouse house, string id, OperationRecord operation)
    {
        if (operation is { Info: { IsFinal: true } info, Audit: { Id: > 0 } ticket })
        {
            AuditResult expected = info.State == OperationState.Succeeded ? AuditResult.Succeeded : AuditResult.Failed;
            AuditOutcome? told = house.Disk.Audit[(int)ticket.Id - 1].Outcome;
            if (told?.Result != expected || told.ErrorCode != info.Error?.Code)
            {
                yield return $"operation {id} is {info.State} {info.Error?.Code}, the audit says {told?.Result} {told?.ErrorCode}";
            }
        }
    }

    /// <summary>What an expired account has shall not run, where somebody is left to stop it.</summary>
    private static IEnumerable<string> OfExpiry(SimulatedHouse house, string id, UserState user, Dictionary<string, InstanceState> instances) =>
        user.Status != UserStatus.Expired
            ? []
            : instances.Where(i => i.Value.Plan!.OwnerId == id && i.Value is { Status: InstanceStatus.Running, Desired: "running" })
                .Where(i => house.Agents.Any(a => !a.Gone && a.NodeId == i.Value.Plan!.Node.Id))
                .Select(i => $"the account {user.Username} has expired, and its instance {i.Key} shall run");

    private static IEnumerable<string> OfInstance(
        SimulatedHouse house, string id, InstanceState instance, Dictionary<string, UserInstancesState> names, Dictionary<string, NodeState> nodes)
    {
        InstancePlan plan = instance.Plan!;
        if (instance.Operation is not null || instance.Status is InstanceStatus.Creating or InstanceStatus.Deleting)
        {
            yield return $"instance {id} is stuck in {instance.Status} with {instance.Operation?.Id} {instance.Operation?.Kind}";
        }

        if (names.GetValueOrDefault(plan.OwnerId)?.Names.GetValueOrDefault(id) != plan.Name)
        {
            yield return $"instance {id} is called {plan.Name}, the list of its owner says {names.GetValueOrDefault(plan.OwnerId)?.Names.GetValueOrDefault(id)}";
        }

        foreach ((string nodeId, NodeState node) in nodes)
        {
            if (node.Placements.TryGetValue(id, out NodePlacement? placement) != (nodeId == plan.Node.Id))
            {
                yield return $"instance {id} is planned on {plan.Node.Id}, node {nodeId} says {placement}";
            }
            else if (placement is not null && !placement.Ports.SequenceEqual(plan.Ports))
            {
                yield return $"instance {id} has the ports {string.Join(' ', plan.Ports)}, its node leased {string.Join(' ', placement.Ports)}";
            }
        }

        bool[] trashed =
        [
            instance.TrashedAt is not null,
            names.GetValueOrDefault(plan.OwnerId)?.Trashed.ContainsKey(id) == true,
            house.Disk.Documents(InstanceIndex.Trash).Any(d => d.Id == id),
            !house.Disk.Documents(InstanceIndex.Kind).Any(d => d.Id == id),
            nodes.GetValueOrDefault(plan.Node.Id) is { } holder ? holder.Placements.GetValueOrDefault(id)?.SetAside == true : instance.TrashedAt is not null,
        ];
        if (trashed.Distinct().Count() != 1)
        {
            yield return $"instance {id} is half in the trash (instance, names, trash index, not in the index, node): {string.Join(' ', trashed)}";
        }

        foreach (string problem in OfContainer(house, id, instance, plan))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> OfContainer(SimulatedHouse house, string id, InstanceState instance, InstancePlan plan)
    {
        SimulatedAgent? agent = house.Agents.SingleOrDefault(a => a.NodeId == plan.Node.Id);
        if (agent is null or { Gone: true } || instance.Status is not (InstanceStatus.Running or InstanceStatus.Stopped))
        {
            yield break;
        }

        bool running = instance.Status == InstanceStatus.Running;
        agent.Containers.TryGetValue(id, out SimulatedContainer? container);

        // What somebody removed by hand is a stopped one when it shall not run: its volume is there.
        if (container is null || container.Running != running || (running && !container.Exists))
        {
            yield return $"instance {id} is {instance.Status}, its container says exists={container?.Exists} running={container?.Running}";
            yield break;
        }

        if (!container.Ports.SequenceEqual(plan.Ports.Select(p => p.Host)))
        {
            yield return $"the container of {id} has the ports {string.Join(' ', container.Ports)}, not {string.Join(' ', plan.Ports)}";
        }

        string[] keys = [.. house.Disk.States<UserState>("user").Single(u => u.Id == plan.OwnerId).State.SshKeys.Select(k => k.PublicKey)];
        if (running && !container.Keys.SequenceEqual(keys))
        {
            yield return $"the container of {id} has {container.Keys.Length} keys, not the {keys.Length} of its owner";
        }
    }
}
