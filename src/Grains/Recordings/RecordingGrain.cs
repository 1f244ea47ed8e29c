using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Recordings;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Events;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.Grains.Recordings;

/// <summary>See <see cref="IRecordingGrain"/>.</summary>
[GrainType("rec")]
public sealed class RecordingGrain(
    [PersistentState("rec")] IPersistentState<RecordingRecord> state,
    IIdSource ids,
    AuditTrail audit,
    EventPublisher events,
    TimeProvider time) : Grain, IRecordingGrain, IRecordingSystemGrain
{
    private static readonly TimeSpan GrantLife = TimeSpan.FromSeconds(10);

    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private RecordingRecord State => state.State;

    private RecordingInfo Info => State.Info ?? throw Fail.NotFound("recording", Id);

    private InstanceAccess Instance => State.Instance!;

    private ResourceRef Resource => new("recording", Id, State.Instance?.OwnerId, State.Instance?.Name);

    private IInstanceRecordingsGrain Index => GrainFactory.GetGrain<IInstanceRecordingsGrain>(GrainKeys.InstanceRecordings(Instance.InstanceId));

    /// <inheritdoc/>
    public async Task<RecordingInfo> Get(Caller caller)
    {
        await Permit(caller, Permissions.ReadInstance);
        return Info;
    }

    /// <inheritdoc/>
    public async Task<StreamGrant> GrantCast(Caller caller)
    {
        InstanceAccess access = await Permit(caller, Permissions.ReadLogs);
        if (Info.State == RecordingState.Failed)
        {
            throw Fail.NotFound("recording", Id);
        }

        await audit.Note(caller, AuditActions.RecordingRead, Resource);
        return new StreamGrant(ids.NewId(), access.NodeId, StreamKinds.Recording, ProtocolJson.Write(new ReadRecording(Id)), time.GetUtcNow() + GrantLife);
    }

    /// <inheritdoc/>
    public async Task Delete(Caller caller)
    {
        InstanceAccess access = await Permit(caller, Permissions.ManageInstance);
        if (Info.State == RecordingState.Running && access.RecordTerminals == RecordingPolicy.Always)
        {
            throw new AnchorageException(ErrorCodes.RecordingRequired, ("instance", access.Name));
        }

        await audit.Run(caller, AuditActions.RecordingDeleted, Resource, async () =>
        {
            await TellNode(Instance.NodeId);
            await Index.Remove(Id);
            await Gone();
        });
    }

    /// <inheritdoc/>
    public async Task Begin(RecordingInfo recording, InstanceAccess instance)
    {
        await GrainFactory.GetGrain<IInstanceRecordingsGrain>(GrainKeys.InstanceRecordings(instance.InstanceId)).Add(Id);
        await state.Save(new RecordingRecord { Info = recording, Instance = instance });
        await Changed();
    }

    /// <inheritdoc/>
    public async Task NotStarted(bool keep)
    {
        if (State.Info is null)
        {
            return;
        }

        if (keep)
        {
            await Save(Info with { State = RecordingState.Failed, Reason = "not_started", EndedAt = time.GetUtcNow() });
        }
        else
        {
            await Index.Remove(Id);
            await Gone();
        }
    }

    /// <inheritdoc/>
    public async Task Reported(string nodeId, string? reportJson)
    {
        if (State.Info is null)
        {
            if (reportJson is not null)
            {
                // Deleted while the node was away.
                await TellNode(nodeId);
            }

            return;
        }

        if (Instance.NodeId != nodeId)
        {
            return;
        }

        RecordingReport? report = reportJson is null ? null : ProtocolJson.Read<RecordingReport>(reportJson);
        RecordingInfo next = report is null
            ? Info.State == RecordingState.Failed ? Info : Info with { State = RecordingState.Failed, Reason = "missing", EndedAt = Info.EndedAt ?? time.GetUtcNow() }
            : report.State == "running" ? Info with { State = RecordingState.Running, Title = report.Title, StartedAt = report.StartedAt, Reason = null }
            : Info with
            {
                State = RecordingState.Ended,
                Reason = report.Reason,
                Title = report.Title,
                StartedAt = report.StartedAt,
                EndedAt = report.EndedAt,
                Seconds = report.Seconds,
                Bytes = report.Bytes,
            };
        if (next != Info)
        {
            await Save(next);
        }
    }

    /// <inheritdoc/>
    public async Task InstanceGone()
    {
        if (State.Info is not null)
        {
            await TellNode(Instance.NodeId);
            await Gone();
        }
    }

    /// <inheritdoc/>
    public Task<RecordingInfo?> Read() => Task.FromResult(State.Info);

    // A node that cannot be reached hears of it when it reports the recording after its return.
    private Task TellNode(string nodeId) =>
        GrainFactory.GetGrain<INodeSystemGrain>(GrainKeys.Node(nodeId)).Send(new AgentMessage(MessageTypes.RecordingDelete, ProtocolJson.Write(new DeleteRecording(Id))));

    private async Task<InstanceAccess> Permit(Caller caller, string permission)
    {
        if (State.Info is null)
        {
            throw Fail.NotFound("recording", Id);
        }

        try
        {
            return await GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(Instance.InstanceId)).Permit(caller, permission, mustRun: false);
        }
        catch (AnchorageException exception) when (exception.Code == ErrorCodes.InstanceNotFound)
        {
            throw Fail.NotFound("recording", Id);
        }
    }

    private async Task Save(RecordingInfo next)
    {
        await state.Save(State with { Info = next });
        await Changed();
    }

    private Task Changed() => events.Publish(EventNames.RecordingUpdated, Id, Info, Instance.OwnerId, administrators: false, instanceId: Instance.InstanceId);

    private async Task Gone()
    {
        InstanceAccess instance = Instance;
        await state.Clear();
        await events.Publish(EventNames.RecordingDeleted, Id, new IdPayload(Id), instance.OwnerId, administrators: false, instanceId: instance.InstanceId);
        DeactivateOnIdle();
    }
}
