using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Recordings;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Audit;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;
using Microsoft.Extensions.Logging;

namespace Anchorage.Grains.Nodes;

/// <content>The link of the agent: a lease that the gateway renews, and what the agent reports.</content>
public sealed partial class NodeGrain
{
    private static readonly TimeSpan LivenessPeriod = TimeSpan.FromSeconds(2);

    private IGrainTimer? _liveness;

    /// <inheritdoc/>
    public Task<NodeIdentity?> GetIdentity() => Task.FromResult(State is { Exists: true, PartedAt: null } ? new NodeIdentity(Id, State.PublicKey) : null);

    /// <inheritdoc/>
    public async Task Part(string publicKey, string address)
    {
        if (!State.Exists || State.PublicKey != publicKey)
        {
            throw new AnchorageException(ErrorCodes.NodeRevoked);
        }

        await state.Save(State with { PublicKey = string.Empty, PartedAt = Now, LastSeenAt = _live.LastSeenAt ?? State.LastSeenAt });
        IAgentLink? link = _live.Link;
        _live.Unlink();
        await audit.Note(AgentCaller(address), AuditActions.NodeParted, Resource);
        if (link is not null)
        {
            await link.Close(LinkCloseReasons.Revoked);
        }

        await TellInstances();
        await Announce();
    }

    /// <inheritdoc/>
    public async Task Connect(LinkRegistration registration)
    {
        if (State is not { Exists: true, PartedAt: null })
        {
            throw new AnchorageException(ErrorCodes.NodeRevoked);
        }

        AgentDescription description = ProtocolJson.Read<AgentDescription>(registration.DescriptionJson);
        if (State.DescriptionJson != registration.DescriptionJson)
        {
            await state.Save(State with { DescriptionJson = registration.DescriptionJson, LastSeenAt = Now });
        }

        IAgentLink? former = _live.Link;
        _live.Link = registration.Link;
        _live.LinkId = registration.LinkId;
        _live.Lease(options.Value.LeaseLife);
        _live.ConnectedAt = Now;
        _live.Seen();
        _live.ProtocolVersion = registration.ProtocolVersion;
        _live.Docker = description.Docker;
        if (former is not null)
        {
            await former.Close("a newer link of this node took over");
        }

        _liveness ??= this.RegisterGrainTimer(CheckLiveness, new GrainTimerCreationOptions(LivenessPeriod, LivenessPeriod) { KeepAlive = true });
        await audit.Note(AgentCaller(registration.Address), AuditActions.NodeConnected, Resource);
        await TellInstances();
        await Announce();
    }

    /// <inheritdoc/>
    public Task<LeaseState> RenewLease(string linkId)
    {
        LeaseState answer = State is not { Exists: true, PartedAt: null } ? LeaseState.Revoked
            : _live.LinkId == linkId ? LeaseState.Renewed
            : _live.LinkId is null ? LeaseState.Lapsed
            : LeaseState.Replaced;
        if (answer == LeaseState.Renewed)
        {
            _live.Lease(options.Value.LeaseLife);
        }

        return Task.FromResult(answer);
    }

    /// <inheritdoc/>
    public async Task ReplaceKey(string linkId, string publicKey)
    {
        if (_live.LinkId != linkId || !State.Exists)
        {
            throw new AnchorageException(ErrorCodes.NodeRevoked);
        }

        PublicKeys.Check(publicKey);
        await state.Save(State with { PublicKey = publicKey });
        await audit.Note(AgentCaller("link"), AuditActions.NodeKeyReplaced, Resource);
    }

    /// <inheritdoc/>
    public async Task Disconnected(string linkId, string reason)
    {
        if (_live.LinkId != linkId)
        {
            return;
        }

        _live.Unlink();
        if (State.Exists)
        {
            await state.Save(State with { LastSeenAt = _live.LastSeenAt });
            await audit.Note(
                AgentCaller("link"), AuditActions.NodeDisconnected, Resource, details: ImmutableDictionary<string, string>.Empty.Add("reason", reason));
            await TellInstances();
            await Announce();
        }
    }

    /// <inheritdoc/>
    public async Task<bool> Disconnect()
    {
        if (_live.Link is not { } link)
        {
            return false;
        }

        // The gateway tells when it has closed: until then nothing is said twice.
        await link.Close(LinkCloseReasons.Disconnected);
        return true;
    }

    /// <inheritdoc/>
    public async Task Receive(string linkId, AgentMessage message)
    {
        if (_live.LinkId != linkId || message.Json is null)
        {
            return;
        }

        _live.Seen();
        switch (message.Type)
        {
            case MessageTypes.Heartbeat:
                Heartbeat heartbeat = ProtocolJson.Read<Heartbeat>(message.Json);
                _live.Note(heartbeat.Health, Now);
                _live.Docker = heartbeat.Docker ?? _live.Docker;
                await Announce();
                break;
            case MessageTypes.InstanceChanged:
                await Observed(ProtocolJson.Read<InstanceObservation>(message.Json));
                break;
            case MessageTypes.TerminalChanged:
                TerminalReport report = ProtocolJson.Read<TerminalReport>(message.Json);
                await GrainFactory.GetGrain<ITerminalSystemGrain>(GrainKeys.Terminal(report.TerminalId)).Reported(Id, message.Json);
                break;
            case MessageTypes.RecordingChanged:
                RecordingReport recording = ProtocolJson.Read<RecordingReport>(message.Json);
                await GrainFactory.GetGrain<IRecordingSystemGrain>(GrainKeys.Recording(recording.RecordingId)).Reported(Id, message.Json);
                break;
            default:
                LogUnknown(message.Type, State.Name);
                break;
        }
    }

    /// <inheritdoc/>
    public async Task ReportState(string linkId, string reportJson)
    {
        if (_live.LinkId != linkId)
        {
            return;
        }

        NodeReport report = ProtocolJson.Read<NodeReport>(reportJson);
        _live.Seen();
        _live.Docker = report.Docker;
        _live.Images = [.. report.Images];

        // Without the engine the report says nothing about instances: no conclusion is drawn (inventory P14).
        if (report.Docker.Available)
        {
            Dictionary<string, InstanceObservation> seen = report.Instances.ToDictionary(i => i.InstanceId, StringComparer.Ordinal);
            foreach (InstanceObservation observation in report.Instances)
            {
                await Observed(observation);
            }

            foreach (string absent in State.Placements.Keys.Where(id => !seen.ContainsKey(id)).Order(StringComparer.Ordinal).ToArray())
            {
                await Absent(absent);
            }
        }

        ImmutableArray<string> terminals = [.. report.Terminals.Select(t => t.TerminalId)];
        foreach (TerminalReport terminal in report.Terminals)
        {
            await GrainFactory.GetGrain<ITerminalSystemGrain>(GrainKeys.Terminal(terminal.TerminalId)).Reported(Id, ProtocolJson.Write(terminal));
        }

        foreach (string instance in State.Placements.Keys.Append(Id).Order(StringComparer.Ordinal).ToArray())
        {
            await GrainFactory.GetGrain<IInstanceTerminalsGrain>(GrainKeys.InstanceTerminals(instance)).Reconcile(Id, terminals);
        }

        await ReportRecordings(report.Recordings);
        await Announce();
    }

    private async Task ReportRecordings(IReadOnlyList<RecordingReport>? recordings)
    {
        if (recordings is null)
        {
            // An agent that makes none says nothing about them.
            return;
        }

        foreach (RecordingReport recording in recordings)
        {
            await GrainFactory.GetGrain<IRecordingSystemGrain>(GrainKeys.Recording(recording.RecordingId)).Reported(Id, ProtocolJson.Write(recording));
        }

        ImmutableArray<string> there = [.. recordings.Select(r => r.RecordingId)];
        foreach (string instance in State.Placements.Keys.Append(Id).Order(StringComparer.Ordinal).ToArray())
        {
            await GrainFactory.GetGrain<IInstanceRecordingsGrain>(GrainKeys.InstanceRecordings(instance)).Reconcile(Id, there);
        }
    }

    private Caller AgentCaller(string origin) => new(CallerKind.System, Id, "node:" + State.Name, null, [], origin);

    private async Task Observed(InstanceObservation observation)
    {
        if (!State.Placements.TryGetValue(observation.InstanceId, out NodePlacement? placement) || placement.Abandoned)
        {
            if (observation.State == "gone")
            {
                await Release(observation.InstanceId);
            }
            else
            {
                await RemoveOrphan(observation.InstanceId);
            }

            return;
        }

        await GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(observation.InstanceId)).Observed(Id, ProtocolJson.Write(observation));
    }

    private async Task Absent(string instanceId)
    {
        if (State.Placements[instanceId].Abandoned)
        {
            await Release(instanceId);
        }
        else
        {
            await GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instanceId)).Observed(Id, null);
        }
    }

    /// <summary>Removes a container that belongs to no instance of this node. Its events come back as "gone".</summary>
    private async Task RemoveOrphan(string instanceId)
    {
        ChangeInstance delete = new($"gc-{ids.NewId()}", instanceId, "delete", 10, null, 1);
        AgentAnswer answer = await Send(new AgentMessage(MessageTypes.InstanceChange, ProtocolJson.Write(delete)));
        if (answer.ErrorCode is { } code)
        {
            LogOrphanStays(instanceId, State.Name, code);
        }
    }

    /// <summary>Notes a link that has gone silent, and one whose holder has died.</summary>
    private async Task CheckLiveness(CancellationToken cancellationToken)
    {
        NodeStatus status = _live.Status;
        if (status == _live.Announced)
        {
            return;
        }

        bool crossed = (status == NodeStatus.Offline) != (_live.Announced == NodeStatus.Offline);
        if (status == NodeStatus.Offline)
        {
            _live.Unlink();
            await audit.Note(AgentCaller("liveness"), AuditActions.NodeDisconnected, Resource, AuditResult.Succeeded, details: ImmutableDictionary<string, string>.Empty.Add("reason", "silent"));
        }

        await Announce();
        if (crossed)
        {
            await TellInstances();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request {Type} to node {Node} failed.")]
    private partial void LogSendFailed(Exception exception, string type, string node);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message of the unknown type {Type} came from node {Node}.")]
    private partial void LogUnknown(string type, string node);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The container of {Instance} on {Node} belongs to nothing and cannot be removed now: {Code}.")]
    private partial void LogOrphanStays(string instance, string node, string code);
}
