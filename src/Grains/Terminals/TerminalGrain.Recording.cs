using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Recordings;
using Anchorage.Grains.Abstractions.Terminals;
using Anchorage.Grains.Audit;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.Grains.Terminals;

/// <content>Recording of what the terminal shows.</content>
public sealed partial class TerminalGrain
{
    /// <inheritdoc/>
    public async Task<TerminalInfo> SetRecording(Caller caller, bool on)
    {
        InstanceAccess access = await Permit(caller, Permissions.CommandInstance);
        RequireNotLost();
        if ((Info.Recording is not null) == on)
        {
            return Shown;
        }

        if (!on && access.RecordTerminals == RecordingPolicy.Always && Info.State == TerminalState.Open)
        {
            throw new AnchorageException(ErrorCodes.RecordingRequired, ("instance", access.Name));
        }

        string id = Info.Recording ?? ids.NewId();
        await audit.Run(caller, on ? AuditActions.RecordingStarted : AuditActions.RecordingStopped, Resource, () => on ? StartRecording(caller, access, id) : StopRecording(access), Named(id));
        return Shown;
    }

    private static ImmutableDictionary<string, string> Named(string recording) => ImmutableDictionary<string, string>.Empty.Add("recording", recording);

    private IRecordingSystemGrain Recording(string id) => GrainFactory.GetGrain<IRecordingSystemGrain>(GrainKeys.Recording(id));

    private RecordingInfo NewRecording(string id, Caller caller, TerminalInfo terminal) => new(
        id, terminal.InstanceId, terminal.Id, terminal.Title, terminal.Columns, terminal.Rows, RecordingState.Running, null, time.GetUtcNow(), null, 0, 0,
        new ObjectName(caller.PrincipalId, caller.Name));

    private async Task StartRecording(Caller caller, InstanceAccess access, string id)
    {
        await Recording(id).Begin(NewRecording(id, caller, Info), access);
        AgentAnswer answer = await Node(access.NodeId).Send(new AgentMessage(MessageTypes.TerminalRecord, ProtocolJson.Write(new RecordTerminal(Id, id))));
        if (answer.ErrorCode is { } code)
        {
            await Recording(id).NotStarted(keep: false);
            throw Refused(code, answer, access);
        }

        await SaveRecording(id);
    }

    private async Task StopRecording(InstanceAccess access)
    {
        AgentAnswer answer = await Node(access.NodeId).Send(new AgentMessage(MessageTypes.TerminalRecord, ProtocolJson.Write(new RecordTerminal(Id, null))));
        if (answer.ErrorCode is { } code)
        {
            throw Refused(code, answer, access);
        }

        await SaveRecording(null);
    }

    private async Task SaveRecording(string? id)
    {
        await state.Save(State with { Info = Info with { Recording = id } });
        await Changed();
    }

    /// <summary>The terminal opened with a recording: notes it, or that it is missing.</summary>
    private async Task<TerminalInfo> Recorded(Caller caller, TerminalInfo terminal, string? id, string? reportJson)
    {
        if (id is null)
        {
            return terminal;
        }

        bool runs = reportJson is not null && ProtocolJson.Read<TerminalReport>(reportJson).Recording == id;
        await audit.Note(
            caller,
            AuditActions.RecordingStarted,
            Resource,
            runs ? Abstractions.Audit.AuditResult.Succeeded : Abstractions.Audit.AuditResult.Failed,
            runs ? null : ErrorCodes.RecordingFailed,
            Named(id).Add("policy", "always"));
        if (!runs)
        {
            await Recording(id).NotStarted(keep: true);
            return terminal;
        }

        await state.Save(State with { Info = terminal with { Recording = id } });
        return terminal with { Recording = id };
    }

    private static AnchorageException Refused(string code, AgentAnswer answer, InstanceAccess access) =>
        new(code, ("instance", access.Name), ("node", access.NodeId), ("problem", answer.ErrorMessage ?? code));
}
