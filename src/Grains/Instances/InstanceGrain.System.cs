using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Abstractions.Recordings;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Events;
using Anchorage.Grains.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.Grains.Instances;

/// <content>What operations, nodes and accounts tell an instance.</content>
public sealed partial class InstanceGrain
{
    private static readonly TimeSpan KeysRetryDelay = TimeSpan.FromSeconds(10);

    private IGrainTimer? _keysRetry;

    /// <summary>The owner's keys when the present work began; null when they have changed since, or when that is not known.</summary>
    private string? _workKeys;

    /// <inheritdoc/>
    public async Task<InstanceInfo> Initialise(InstancePlan plan, OperationInfo operation)
    {
        if (State.Plan is null)
        {
            await state.Save(new InstanceState
            {
                Plan = plan,
                Status = InstanceStatus.Creating,
                Before = InstanceStatus.Creating,
                Operation = operation,
                CreatedAt = time.GetUtcNow(),
                Version = 1,
            });
            ImmutableArray<string> keys = await User.GetAuthorizedKeys();
            (_keys, _workKeys) = (keys.Length, KeysDigest(keys));
        }

        return await Changed();
    }

    /// <inheritdoc/>
    public async Task<InstanceWork?> Begin(Caller caller, InstanceVerb verb, OperationInfo operation, ImageChoice? image)
    {
        // An operation that was admitted once stays admitted: a repetition must not find its own work in the way, or a right gone since.
        if (State.Operation?.Id == operation.Id)
        {
            return await GetWork();
        }

        await Require(caller, OperationKinds.Permission(verb));
        if (verb != InstanceVerb.Execute)
        {
            RequireContainer();
        }

        RequireNoWork();
        if (InstanceTransitions.IsThere(State, verb) && Plan.Node.Online)
        {
            return null;
        }

        if (State.TrashedAt is not null && verb is not (InstanceVerb.Restore or InstanceVerb.Delete))
        {
            throw new AnchorageException(ErrorCodes.InstanceTrashed, ("instance", Plan.Name));
        }

        if (State.Status == InstanceStatus.Failed && verb is not (InstanceVerb.Rebuild or InstanceVerb.Delete or InstanceVerb.Trash or InstanceVerb.Restore))
        {
            throw new AnchorageException(ErrorCodes.InstanceFailed, ("instance", Plan.Name));
        }

        // A revoked node will never answer: its instances can still be deleted.
        bool revoked = await GrainFactory.IsRevoked(Plan.Node.Id);
        if (!Plan.Node.Online && !(revoked && verb == InstanceVerb.Delete))
        {
            throw new AnchorageException(ErrorCodes.NodeOffline, ("node", Plan.Node.Name));
        }

        InstancePlan plan = verb == InstanceVerb.Restore ? await LeaveTrash() : Plan;
        OperationInfo named = operation with { Target = operation.Target with { Name = plan.Name } };
        await state.Save(InstanceTransitions.Begin(State with { Plan = plan }, verb, named, image));
        _workKeys = KeysDigest(await User.GetAuthorizedKeys());
        await Changed();
        return await GetWork();
    }

    /// <inheritdoc/>
    public async Task<InstanceWork?> GetWork() =>
        State.Plan is null ? null : new InstanceWork(Plan, Info(), await User.GetAuthorizedKeys());

    /// <inheritdoc/>
    public async Task SetPorts(string operationId, ImmutableArray<PortLease> ports)
    {
        if (State.Operation?.Id == operationId && !Plan.Ports.SequenceEqual(ports))
        {
            await state.Save(State with { Plan = Plan with { Ports = ports } });
            await Changed();
        }
    }

    /// <inheritdoc/>
    public async Task<InstanceInfo?> End(OperationInfo operation, InstanceVerb verb, string? observationJson)
    {
        if (State.Plan is null || State.Operation?.Id != operation.Id)
        {
            return State.Plan is null ? null : Info();
        }

        bool gone = (operation.State == OperationState.Succeeded && verb == InstanceVerb.Delete)
            || (operation.State == OperationState.Cancelled && State.Verb is null);
        if (gone)
        {
            await Remove();
            return null;
        }

        InstanceObservation? seen = observationJson is null ? null : ProtocolJson.Read<InstanceObservation>(observationJson);
        InstanceState ended = InstanceTransitions.End(State, verb, operation, seen, time.GetUtcNow());
        bool started = operation.State == OperationState.Succeeded && verb is not (InstanceVerb.Stop or InstanceVerb.Trash or InstanceVerb.Execute);
        if (operation.State == OperationState.Succeeded && verb == InstanceVerb.Trash)
        {
            ended = await EnterTrash(ended);
        }

        await state.Save(started ? ended with { KeysDigest = _workKeys } : ended);
        _workKeys = null;
        await SyncKeys();
        return await Changed();
    }

    /// <inheritdoc/>
    public async Task Observed(string nodeId, string? observationJson)
    {
        if (State.Plan is null || IsMachine || Plan.Node.Id != nodeId || State.Operation is not null || State.Status == InstanceStatus.Failed)
        {
            return;
        }

        InstanceObservation? seen = observationJson is null ? null : ProtocolJson.Read<InstanceObservation>(observationJson);
        InstanceState next = seen is null
            ? State with { Status = InstanceStatus.Unknown, Error = new ErrorInfo(ErrorCodes.ContainerFailed, "The container and its volume are not on the node any more.") }
            : InstanceTransitions.Observe(State, seen, time.GetUtcNow());
        if (next.KeysSynced && next.KeysDigest != KeysDigest(await User.GetAuthorizedKeys()))
        {
            // The node knows that it has what it was given last, not that this is what the owner has now.
            next = next with { KeysSynced = false };
        }

        if (next != State)
        {
            bool drift = next.Status != State.Status;
            await state.Save(next);
            if (drift)
            {
                await audit.Note(
                    Caller.System("reconciler"),
                    AuditActions.InstanceDrift,
                    Resource,
                    details: ImmutableDictionary<string, string>.Empty.Add("status", next.Status.ToString()));
            }

            await Changed();
        }

        if (State is { TrashedAt: not null, Status: InstanceStatus.Running })
        {
            // Started by hand, or by a restart policy with the engine: what is in the trash does not run.
            ChangeInstance stop = new(ids.NewId(), Id, "stop", options.Value.StopSeconds, null, options.Value.SshReadySeconds);
            await Node.Send(new AgentMessage(MessageTypes.InstanceChange, ProtocolJson.Write(stop)));
            return;
        }

        // Docker's restart policy restarts; only a missing container with its volume is made again, and only if it shall run (architecture 3.1).
        if (seen?.State == "missing" && State.Desired == "running")
        {
            await GrainFactory.GetGrain<IOperationSystemGrain>(GrainKeys.Operation(ids.NewId())).Recover(Id);
        }

        await SyncKeys();
    }

    /// <inheritdoc/>
    public async Task NodeChanged(InstanceNode node)
    {
        if (State.Plan is not null && Plan.Node.Id == node.Id && Plan.Node != node)
        {
            await state.Save(State with { Plan = Plan with { Node = node } });
            await Changed();
        }
    }

    /// <inheritdoc/>
    public async Task KeysChanged()
    {
        if (State.Plan is null || IsMachine)
        {
            return;
        }

        _keys = (await User.GetAuthorizedKeys()).Length;
        _workKeys = null;
        await state.Save(State with { KeysSynced = false });
        await Changed();
        await SyncKeys();
    }

    /// <inheritdoc/>
    public Task<InstanceInfo?> Read() => Task.FromResult(State.Plan is null ? null : Info());

    /// <summary>Brings the owner's keys into a running container that does not have them; otherwise they come with the next start.</summary>
    private async Task SyncKeys()
    {
        if (State.Plan is null || State.Status != InstanceStatus.Running || State.Operation is not null || !Plan.Node.Online)
        {
            return;
        }

        ImmutableArray<string> keys = await User.GetAuthorizedKeys();
        string digest = KeysDigest(keys);
        if (State.KeysSynced && State.KeysDigest == digest)
        {
            return;
        }

        AgentAnswer answer = await Node.Send(new AgentMessage(MessageTypes.InstanceKeys, ProtocolJson.Write(new SetInstanceKeys(Id, keys))));
        if (answer.Json is { } json && ProtocolJson.Read<InstanceKeysSet>(json).Applied)
        {
            _keys = keys.Length;
            await state.Save(State with { KeysSynced = true, KeysDigest = digest });
            await Changed();
        }
        else if (answer.ErrorCode is not null)
        {
            _keysRetry?.Dispose();
            _keysRetry = this.RegisterGrainTimer(_ => SyncKeys(), new GrainTimerCreationOptions(KeysRetryDelay, Timeout.InfiniteTimeSpan));
        }
    }

    private static string KeysDigest(ImmutableArray<string> keys) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', keys))));

    private async Task Remove()
    {
        string owner = Plan.OwnerId;
        await Node.Release(Id);
        await GrainFactory.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(owner)).Release(Id);
        await GrainFactory.GetGrain<IInstanceTerminalsGrain>(GrainKeys.InstanceTerminals(Id)).InstanceGone();
        await GrainFactory.GetGrain<IInstanceRecordingsGrain>(GrainKeys.InstanceRecordings(Id)).InstanceGone();
        await state.Clear();
        await events.Publish(EventNames.InstanceDeleted, Id, new IdPayload(Id), owner, instanceId: Id);
        foreach ((string share, MadeShare made) in await GrainFactory.GetGrain<IUserSharesGrain>(GrainKeys.UserShares(owner)).GetMade())
        {
            if (made.Grant.InstanceId == Id)
            {
                await GrainFactory.GetGrain<IShareGrain>(GrainKeys.Share(share)).End("instance_deleted");
            }
        }

        DeactivateOnIdle();
    }
}
