using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Events;
using Anchorage.Grains.Identity;
using Anchorage.Grains.Instances;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Operations;

/// <summary>See <see cref="IOperationGrain"/>: the front door's half, in which an operation is admitted. Admission is in <c>OperationGrain.Admission.cs</c>, the work itself in <c>OperationGrain.Work.cs</c>.</summary>
/// <remarks>
/// <code>
///   request ─► record (pending) ─► admit: name, quota, node, ports, instance ─► running ─► send to the agent ─► wait ─► end
///                   │                       │ refused: nothing stays                  ▲        │ busy port: next triple
///                   └── a restart takes it up here, with the same ids ────────────────┘        └ deadline: cancel, failed
/// </code>
/// </remarks>
[GrainType("op")]
public sealed partial class OperationGrain(
    [PersistentState("op")] IPersistentState<OperationRecord> state,
    IOptions<InstancesOptions> options,
    IIdSource ids,
    Authoriser authoriser,
    AuditTrail audit,
    EventPublisher events,
    IDocumentIndex index,
    TimeProvider time,
    ILogger<OperationGrain> logger) : Grain, IOperationGrain, IOperationSystemGrain, IOperationWorkGrain
{
    /// <summary>The node's own limit of an operation is a day at most; what is behind it has been lost.</summary>
    private static readonly TimeSpan ExecuteTimeout = TimeSpan.FromHours(25);

    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private OperationRecord State => state.State;

    private OperationInfo Info => State.Info!;

    private DateTimeOffset Now => time.GetUtcNow();

    private IInstanceSystemGrain Instance => GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(Info.Target.Id));

    private INodeSystemGrain Node => GrainFactory.GetGrain<INodeSystemGrain>(GrainKeys.Node(State.NodeId));

    private IUserInstancesGrain OwnerInstances => GrainFactory.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(State.OwnerId));

    /// <inheritdoc/>
    public async Task<InstanceOperation> CreateInstance(Caller caller, CreateInstanceRequest request)
    {
        await authoriser.Require(caller, Permissions.CreateInstance, new ResourceRef("instance", OwnerId: caller.PrincipalId, Name: request.Name));
        if (State.Info is null)
        {
            Check(request);
            if (caller.IsProgram && (request.McpControllable ?? request.McpApproval as object) is not null)
            {
                throw Fail.Invalid("mcpControllable", "is set by a person");
            }

            await Images.Choose(request.ImageId);

            // With no node at all nothing is stored (K-07).
            await Nodes.Candidates(caller, request.NodeId);
            await Record(caller, null, ids.NewId(), request.Name ?? "new instance", options.Value.CreateTimeout, create: request);
        }
        else
        {
            RequireSame(caller, State.Create == request);
        }

        if (Info.State == OperationState.Pending)
        {
            await Admit(AdmitCreate, patient: false);
        }

        return new InstanceOperation(await Instance.Read() ?? throw Ended(), Info);
    }

    /// <inheritdoc/>
    public Task<InstanceOperation> ChangeInstance(Caller caller, string instanceId, InstanceVerb verb, RebuildOptions? rebuild) =>
        verb == InstanceVerb.Execute ? throw Fail.Invalid("verb", "needs a name") : Change(caller, instanceId, verb, rebuild, null);

    /// <inheritdoc/>
    public Task<InstanceOperation> ExecuteNamed(Caller caller, string instanceId, string name) => Change(caller, instanceId, InstanceVerb.Execute, null, name);

    private async Task<InstanceOperation> Change(Caller caller, string instanceId, InstanceVerb verb, RebuildOptions? rebuild, string? execute)
    {
        verb = await Meant(verb, instanceId);
        if (State.Info is null)
        {
            IInstanceSystemGrain instance = GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instanceId));
            InstanceAccess access = await instance.Permit(caller, OperationKinds.Permission(verb), mustRun: verb == InstanceVerb.Execute);
            TimeSpan timeout = verb switch { InstanceVerb.Rebuild => options.Value.CreateTimeout, InstanceVerb.Execute => ExecuteTimeout, _ => options.Value.ChangeTimeout };
            await Record(caller, verb, instanceId, access.Name, timeout, rebuild: rebuild, execute: execute, ownerId: access.OwnerId, nodeId: access.NodeId);
        }
        else
        {
            await authoriser.Require(caller, Permissions.ReadOperation, ResourceFor(caller));
            RequireSame(caller, State.Verb == verb && Info.Target.Id == instanceId && State.Rebuild == rebuild && State.Execute == execute);
        }

        if (Info.State == OperationState.Pending && !await Admit(AdmitChange, patient: false))
        {
            return new InstanceOperation(
                await GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instanceId)).Read() ?? throw Fail.NotFound("instance", instanceId), null);
        }

        return new InstanceOperation(await Instance.Read() ?? throw Ended(), Info);
    }

    /// <inheritdoc/>
    public async Task<OperationInfo> Get(Caller caller)
    {
        await authoriser.Require(caller, Permissions.ReadOperation, ResourceFor(caller));
        return State.Info ?? throw Fail.NotFound("operation", Id);
    }

    /// <inheritdoc/>
    public async Task<OperationInfo> Cancel(Caller caller)
    {
        await authoriser.Require(caller, Permissions.CancelOperation, ResourceFor(caller));
        if (State.Info is null)
        {
            throw Fail.NotFound("operation", Id);
        }

        if (Info.IsFinal)
        {
            throw new AnchorageException(ErrorCodes.OperationEnded, ("operation", Id));
        }

        await audit.Run(caller, AuditActions.OperationCancelled, Resource, async () =>
        {
            await state.Save(State with { CancelRequested = true });
            await Drive();
        });
        return Info;
    }

    // Whoever asked for it follows it and may stop it, also on an instance of somebody else.
    private ResourceRef ResourceFor(Caller caller) => State.Caller is { Kind: CallerKind.User } asked && asked.PrincipalId == caller.PrincipalId
        ? Resource with { OwnerId = asked.PrincipalId }
        : Resource;

    private IEnumerable<string> Requester => State.Caller is { Kind: CallerKind.User } asked ? [asked.PrincipalId] : [];

    private ResourceRef Resource => new("operation", Id, State.Info is null ? null : State.OwnerId, State.Info?.Kind);

    private IImagesGrain Images => GrainFactory.GetGrain<IImagesGrain>(GrainKeys.Images);

    private INodeDirectorySystemGrain Nodes => GrainFactory.GetGrain<INodeDirectorySystemGrain>(GrainKeys.NodeDirectory);

    private void Check(CreateInstanceRequest request)
    {
        if (request.Name is not null)
        {
            InstanceRules.Name(request.Name);
        }

        if (request.SshPublicKey is not null)
        {
            SshPublicKey.Parse(request.SshPublicKey);
        }

        InstanceRules.RestartPolicy(request.RestartPolicy);
        InstanceRules.Limits(InstanceRules.Defaults(options.Value), request.Limits, options.Value);
    }

    private void RequireSame(Caller caller, bool same)
    {
        if (!same || State.Caller!.PrincipalId != caller.PrincipalId)
        {
            throw new AnchorageException(ErrorCodes.IdempotencyKeyReused);
        }
    }

    private AnchorageException Ended() =>
        Info.Error is { } error ? new AnchorageException(error.Code, ("instance", Info.Target.Name), ("problem", error.Message)) : Fail.NotFound("instance", Info.Target.Id);

    private async Task Record(
        Caller caller,
        InstanceVerb? verb,
        string instanceId,
        string name,
        TimeSpan timeout,
        CreateInstanceRequest? create = null,
        RebuildOptions? rebuild = null,
        string? execute = null,
        string? ownerId = null,
        string nodeId = "")
    {
        OperationInfo info = new(
            Id,
            OperationKinds.Name(verb),
            OperationState.Pending,
            0,
            "recorded",
            "Waiting.",
            new TargetRef("instance", instanceId, name),
            new ObjectName(caller.PrincipalId, caller.Name),
            null,
            Now,
            Now,
            null);
        OperationRecord record = new()
        {
            Info = info,
            Caller = caller,
            Verb = verb,
            Create = create,
            Rebuild = rebuild,
            Execute = execute,
            OwnerId = ownerId ?? caller.PrincipalId,
            NodeId = nodeId,
            Deadline = Now + timeout,
            Audit = await audit.Begin(caller, OperationKinds.Action(verb), new ResourceRef("instance", instanceId, ownerId ?? caller.PrincipalId, name), Details(execute)),
        };
        try
        {
            // The index entry first: what is in it and not stored is skipped, what is stored and not in it would be forgotten.
            await index.Upsert(new IndexedDocument(OperationIndex.Open, Id, record.OwnerId, info.Kind, Id, "{}"));
            await state.Save(record);
        }
        catch (Exception exception)
        {
            // If the record was stored all the same, its end replaces this one.
            await audit.End(record.Audit, AuditResult.Interrupted, (exception as AnchorageException)?.Code ?? ErrorCodes.InternalError);
            throw;
        }
    }

    private async Task Show(OperationInfo info, OperationRecord record)
    {
        string? former = State.Info is null ? null : IndexedName(Info);
        await state.Save(record with { Info = info with { UpdatedAt = Now } });
        if (IndexedName(Info) is var name && name != former)
        {
            await index.Upsert(new IndexedDocument(OperationIndex.Kind, Id, State.OwnerId, name, $"{long.MaxValue - Info.CreatedAt.ToUnixTimeMilliseconds():D19}", "{}"));
        }

        await events.Publish(EventNames.OperationUpdated, Id, Info, State.OwnerId, others: Requester);
    }

    private static ImmutableDictionary<string, string>? Details(string? execute) => execute is null ? null : ImmutableDictionary<string, string>.Empty.Add("operation", execute);

    /// <summary>What a list can be searched for.</summary>
    private static string IndexedName(OperationInfo info) => $"{info.Kind} {info.Target.Name} {info.State}";
}
