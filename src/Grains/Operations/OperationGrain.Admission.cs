using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Abstractions.Recordings;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Instances;
using Anchorage.Grains.Nodes;

namespace Anchorage.Grains.Operations;

/// <content>Admission: a name, room on a node, and the instance's agreement. Every step may be repeated after a crash and gives what it gave before.</content>
public sealed partial class OperationGrain
{
    /// <summary>Admits what a restart left behind between its record and its admission.</summary>
    private async Task TakeUp()
    {
        try
        {
            if (Now >= State.Deadline)
            {
                await Refuse(State.Audit, ErrorCodes.OperationTimeout);
                return;
            }

            await Admit(State.Verb is null ? AdmitCreate : AdmitChange, patient: true);
        }
        catch (AnchorageException exception)
        {
            LogNotTakenUp(Info.Target.Id, exception.Code);
        }
    }

    /// <summary>
    /// Runs the admission. When it refuses, nothing of the operation stays, so that the same idempotency key may try again. Any other failure says nothing about what was
    /// done: the record stays with its row of the audit, and the scheduler takes it up with the same ids.
    /// </summary>
    /// <param name="admission">Gives the operation as admitted, or null when there was nothing to do.</param>
    /// <param name="patient">Waits for nodes that may come back, up to the deadline: after a restart their agents need a moment.</param>
    /// <returns>False when there was nothing to do.</returns>
    private async Task<bool> Admit(Func<Task<OperationInfo?>> admission, bool patient)
    {
        AuditTicket? ticket = State.Audit;
        OperationInfo? admitted;
        try
        {
            admitted = await admission();
        }
        catch (AnchorageException exception) when (AdmissionRules.IsRefusal(exception) && !(patient && AdmissionRules.MayPass(exception)))
        {
            await Refuse(ticket, exception.Code);
            throw;
        }

        if (admitted is null)
        {
            await Forget();
            await EndAudit(ticket, AuditResult.Succeeded, null);
            return false;
        }

        await Show(admitted with { State = OperationState.Running, Step = "placed", Message = "A node has been chosen.", ProgressPercent = 1 }, State);
        _unsent = true;
        Wake(TimeSpan.Zero);
        return true;
    }

    private async Task<OperationInfo?> AdmitCreate()
    {
        CreateInstanceRequest request = State.Create!;
        string instanceId = Info.Target.Id;
        IUserSystemGrain owner = GrainFactory.GetGrain<IUserSystemGrain>(GrainKeys.User(State.OwnerId));
        UserInfo user = await owner.Read() ?? throw Fail.NotFound("user", State.OwnerId);

        // A former try may have come as far as the instance: then that one counts.
        InstancePlan? made = (await Instance.GetWork())?.Plan;
        if (made is null && user.Status != UserStatus.Active)
        {
            // The account ended between the request and its being taken up: what it has was stopped already.
            throw new AnchorageException(user.Status == UserStatus.Expired ? ErrorCodes.AccountExpired : ErrorCodes.AccountDisabled, ("user", user.Username));
        }

        ImageChoice image = made?.Image ?? await Images.Choose(request.ImageId);
        LimitsInfo limits = made?.Limits ?? InstanceRules.Limits(InstanceRules.Defaults(options.Value), request.Limits, options.Value);
        string name = await OwnerInstances.Reserve(instanceId, made?.Name ?? request.Name, user.InstanceQuota);
        NodeLease lease = made is null ? await Place(instanceId, limits) : await Reserve(made.Node.Id, instanceId, limits);
        if (request.SshPublicKey is not null)
        {
            await owner.EnsureSshKey(name, request.SshPublicKey);
        }

        OperationInfo named = Info with { Target = Info.Target with { Name = name } };
        InstancePlan plan = new(
            user.Id, user.Username, name, image, lease.Node, lease.PublishAddress, lease.Ports, limits, InstanceRules.RestartPolicy(request.RestartPolicy),
            request.RecordTerminals ?? RecordingPolicy.OnRequest, McpControllable: request.McpControllable ?? false, McpApproval: request.McpApproval ?? McpApproval.Writes);
        await Instance.Initialise(plan, named with { State = OperationState.Running });
        await Instance.SetPorts(Id, lease.Ports);
        return named;
    }

    /// <summary>Takes the first candidate that really has room; a candidate list is a moment old. The node is recorded before it is asked, so that its lease is found again.</summary>
    private async Task<NodeLease> Place(string instanceId, LimitsInfo limits)
    {
        List<AnchorageException> refusals = [];
        if (State.NodeId.Length > 0)
        {
            try
            {
                return await Reserve(State.NodeId, instanceId, limits);
            }
            catch (AnchorageException exception) when (AdmissionRules.IsRefusal(exception))
            {
                await Node.Release(instanceId);
            }
        }

        foreach (string id in await Nodes.Candidates(State.Caller!, State.Create!.NodeId))
        {
            try
            {
                await state.Save(State with { NodeId = id });
                return await Reserve(id, instanceId, limits);
            }
            catch (AnchorageException exception) when (AdmissionRules.IsRefusal(exception))
            {
                refusals.Add(exception);
            }
        }

        throw Placement.Sum(refusals);
    }

    private Task<NodeLease> Reserve(string nodeId, string instanceId, LimitsInfo limits) =>
        GrainFactory.GetGrain<INodeSystemGrain>(GrainKeys.Node(nodeId)).Reserve(instanceId, State.OwnerId, limits, []);

    private async Task<OperationInfo?> AdmitChange()
    {
        ImageChoice? image = State.Rebuild?.ImageId is { } imageId ? await Images.Choose(imageId) : null;
        InstanceWork? work = await Instance.Begin(State.Caller!, State.Verb!.Value, Info with { State = OperationState.Running }, image);
        return work is null ? null : Info;
    }

    /// <summary>What would find no use for the trash is removed at once: an instance that never ran, one whose node was revoked, and any when there is no trash.</summary>
    private async Task<InstanceVerb> Meant(InstanceVerb verb, string instanceId)
    {
        if (verb != InstanceVerb.Trash)
        {
            return verb;
        }

        if (State.Verb is InstanceVerb.Delete or InstanceVerb.Trash)
        {
            return State.Verb.Value;
        }

        InstanceInfo? instance = await GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instanceId)).Read();
        bool kept = options.Value.TrashTime > TimeSpan.Zero && instance is { StartedAt: not null, Node: { } node }
            && !await GrainFactory.IsRevoked(node.Id);
        return kept ? InstanceVerb.Trash : InstanceVerb.Delete;
    }

    private async Task Refuse(AuditTicket? ticket, string code)
    {
        await Undo();
        await Forget();
        await EndAudit(ticket, AuditResult.Failed, code);
    }

    /// <summary>Takes back what an admission has done so far.</summary>
    private async Task Undo()
    {
        await Instance.End(Info with { State = OperationState.Cancelled, FinishedAt = Now }, State.Verb ?? InstanceVerb.Start, null);
        if (State.Verb is null)
        {
            if (State.NodeId.Length > 0)
            {
                await Node.Release(Info.Target.Id);
            }

            await OwnerInstances.Release(Info.Target.Id);
        }
    }

    /// <summary>The record first: an index entry without a record is removed when it is found, a record without its entry would never be found.</summary>
    private async Task Forget()
    {
        await state.Clear();
        await index.Remove(OperationIndex.Open, Id);
    }
}
