using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Commands;
using Anchorage.Grains.Events;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Operations;
using Microsoft.Extensions.Logging;

namespace Anchorage.Grains.Operations;

/// <content>The work: what is sent to the agent, what it answers, and how an operation ends.</content>
public sealed partial class OperationGrain
{
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(2);

    /// <summary>An agent that accepted work and forgot it (its journal was lost) is asked again; it does nothing twice.</summary>
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(30);

    private const int MaxAttempts = 20;

    private IGrainTimer? _timer;

    /// <summary>True while the agent certainly has not got the present try. After a restart that is not known.</summary>
    private bool _unsent;

    /// <inheritdoc/>
    public async Task Resume()
    {
        if (State.Info is null)
        {
            await index.Remove(OperationIndex.Open, Id);
            return;
        }

        if (Info.IsFinal)
        {
            await Close();
            return;
        }

        if (Info.State == OperationState.Pending)
        {
            await TakeUp();
            return;
        }

        Wake(TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public async Task Recover(string instanceId)
    {
        try
        {
            Caller system = Caller.System("reconciler");
            InstanceOperation begun = await ChangeInstance(system, instanceId, InstanceVerb.Rebuild, null);
            await audit.Note(system, AuditActions.InstanceRecovered, new ResourceRef("instance", instanceId, begun.Instance.Owner.Id, begun.Instance.Name));
        }
        catch (AnchorageException exception)
        {
            LogNotTakenUp(Id, exception.Code);
        }
    }

    /// <inheritdoc/>
    public async Task Progress(string nodeId, string progressJson)
    {
        WorkProgress progress = ProtocolJson.Read<WorkProgress>(progressJson);
        if (State.Info is null || Info.IsFinal || State.NodeId != nodeId || progress.OperationId != State.WorkId(Id))
        {
            return;
        }

        // Progress is shown, not stored: it may be lost, it never falls, and 100 is said by the end alone.
        int percent = Math.Clamp(progress.Percent, Info.ProgressPercent, 99);
        state.State = State with { Info = Info with { ProgressPercent = percent, Step = progress.Step, Message = progress.Message, UpdatedAt = Now } };
        await events.Publish(EventNames.OperationUpdated, Id, Info, State.OwnerId, others: Requester);
        await TellCommand(Info);
    }

    /// <inheritdoc/>
    public async Task Completed(string nodeId, string completedJson)
    {
        WorkCompleted completed = ProtocolJson.Read<WorkCompleted>(completedJson);
        if (State.Info is null || Info.IsFinal || State.NodeId != nodeId || completed.OperationId != State.WorkId(Id))
        {
            return;
        }

        if (State.Ending is not null)
        {
            await Finish();
            return;
        }

        if ((completed.ErrorCode == ErrorCodes.PortInUse && await TakeOtherPorts(completed)) || await Remake(completed))
        {
            return;
        }

        string? observation = completed.Observation is null ? null : ProtocolJson.Write(completed.Observation);

        // What has no container is stopped: its home can rest in the trash all the same.
        if (completed.Succeeded || (State.Verb == InstanceVerb.Trash && completed.ErrorCode == ErrorCodes.InstanceNotFound))
        {
            await End(OperationState.Succeeded, null, observation);
        }
        else if (completed.Cancelled)
        {
            await End(OperationState.Cancelled, new ErrorInfo(ErrorCodes.OperationCancelled, "Cancelled."), observation);
        }
        else
        {
            string code = completed.ErrorCode ?? ErrorCodes.AgentError;
            await End(OperationState.Failed, new ErrorInfo(code, completed.Message ?? code), observation);
        }
    }

    private void Wake(TimeSpan due)
    {
        _timer?.Dispose();
        _timer = this.RegisterGrainTimer(_ => Drive(), new GrainTimerCreationOptions(due, RetryPeriod) { KeepAlive = true });
    }

    /// <summary>One step of the work. Safe to repeat at any time.</summary>
    private async Task Drive()
    {
        if (State.Info is null || Info.IsFinal || Info.State == OperationState.Pending)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        if (State.Ending is not null)
        {
            await Finish();
        }
        else if (Now >= State.Deadline)
        {
            await TimeOut();
        }
        else if (State.CancelRequested && _unsent)
        {
            await End(OperationState.Cancelled, new ErrorInfo(ErrorCodes.OperationCancelled, "Cancelled before it began."), null);
        }
        else
        {
            if (!State.Accepted || Now - State.SentAt > RepeatAfter)
            {
                await Send();
            }

            await CancelWork();
        }
    }

    private async Task Send()
    {
        if (await Instance.GetWork() is not { } work)
        {
            await End(OperationState.Failed, new ErrorInfo(ErrorCodes.InstanceNotFound, "The instance is gone."), null);
            return;
        }

        bool unsent = _unsent;
        _unsent = false;
        AgentAnswer answer = await Node.Send(AgentRequests.For(State, State.WorkId(Id), Info.Target.Id, work, options.Value));
        switch (answer.ErrorCode)
        {
            case null:
                OperationRecord accepted = State with { Accepted = true, SentAt = Now };
                if (State.Accepted)
                {
                    await state.Save(accepted);
                }
                else
                {
                    await Show(Info with { Step = "accepted", Message = $"{work.Plan.Node.Name} is working on it.", ProgressPercent = Math.Max(Info.ProgressPercent, 5) }, accepted);
                }

                break;
            case ErrorCodes.NodeRevoked when State.Verb == InstanceVerb.Delete:
                await End(OperationState.Succeeded, null, null);
                break;

            // The link may come back, and the outcome of a request without an answer is unknown: ask again until the deadline.
            case ErrorCodes.NodeOffline or ErrorCodes.LinkDown or ErrorCodes.AgentTimeout or ErrorCodes.AgentBusy:
                _unsent = unsent && answer.ErrorCode is ErrorCodes.NodeOffline or ErrorCodes.AgentBusy;
                if (Info.Step != "waiting")
                {
                    await Show(Info with { Step = "waiting", Message = answer.ErrorMessage ?? "Waiting for the node." }, State);
                }

                break;
            default:
                await End(OperationState.Failed, new ErrorInfo(answer.ErrorCode, answer.ErrorMessage ?? answer.ErrorCode), null);
                break;
        }
    }

    /// <summary>Asks the agent to stop. It is asked only about work that it has: what it does not know it cannot report as cancelled.</summary>
    private async Task CancelWork()
    {
        if (State is { CancelRequested: true, Accepted: true, Info.IsFinal: false, Ending: null })
        {
            await Node.Send(new AgentMessage(MessageTypes.OperationCancel, ProtocolJson.Write(new CancelWork(State.WorkId(Id)))));
        }
    }

    private async Task TimeOut()
    {
        await Node.Send(new AgentMessage(MessageTypes.OperationCancel, ProtocolJson.Write(new CancelWork(State.WorkId(Id)))));
        int seconds = (int)(State.Deadline - Info.CreatedAt).TotalSeconds;
        await End(OperationState.Failed, new ErrorInfo(ErrorCodes.OperationTimeout, $"It did not end within {seconds} s."), null);
    }

    /// <summary>Leases the next triple after the node found a port used by another program (inventory K6).</summary>
    private async Task<bool> TakeOtherPorts(WorkCompleted completed)
    {
        // Only what makes a container can publish other ports.
        if (!State.MakesContainer || State.Attempt >= MaxAttempts || completed.Details is null || !completed.Details.TryGetValue("port", out string? text) || !int.TryParse(text, out int port))
        {
            return false;
        }

        try
        {
            InstanceWork work = await Instance.GetWork() ?? throw Fail.NotFound("instance", Info.Target.Id);
            System.Collections.Immutable.ImmutableArray<int> busy = State.BusyPorts.Add(port);
            NodeLease lease = await Node.Reserve(Info.Target.Id, State.OwnerId, work.Plan.Limits, busy);
            await Instance.SetPorts(Id, lease.Ports);
            await state.Save(State with { BusyPorts = busy, Attempt = State.Attempt + 1, Accepted = false, SentAt = null });
            _unsent = true;
            Wake(TimeSpan.Zero);
            return true;
        }
        catch (AnchorageException exception) when (AdmissionRules.IsRefusal(exception) && !AdmissionRules.MayPass(exception))
        {
            await End(OperationState.Failed, new ErrorInfo(exception.Code, ErrorRegistry.Describe(exception.Code, exception.Args)), null);
            return true;
        }
    }

    /// <summary>Who starts an instance wants it running: a container that somebody removed by hand is made again, if its home is there.</summary>
    private async Task<bool> Remake(WorkCompleted completed)
    {
        if (State.Remakes || State.CancelRequested || State.Verb is not (InstanceVerb.Start or InstanceVerb.Restart or InstanceVerb.Restore)
            || completed.ErrorCode != ErrorCodes.InstanceNotFound || completed.Details?.GetValueOrDefault("home") != "present")
        {
            return false;
        }

        await Show(
            Info with { Step = "remake", Message = "The container is missing: a new one is made on its home volume." },
            State with { Remakes = true, Attempt = State.Attempt + 1, Accepted = false, SentAt = null, Deadline = Now + options.Value.CreateTimeout });
        _unsent = true;
        Wake(TimeSpan.Zero);
        return true;
    }

    /// <summary>Decides how the operation ends. The decision is stored first: whatever dies afterwards, the same end is carried through.</summary>
    private async Task End(OperationState outcome, ErrorInfo? error, string? observationJson)
    {
        OperationInfo ended = Info with
        {
            State = outcome,
            Error = error,
            ProgressPercent = outcome == OperationState.Succeeded ? 100 : Info.ProgressPercent,
            Step = "ended",
            Message = outcome == OperationState.Succeeded ? "Done." : error?.Message ?? "Ended.",
            FinishedAt = Now,
        };
        await state.Save(State with { Ending = ended, EndingObservation = observationJson });
        await Finish();
    }

    /// <summary>Carries the end through. Safe to repeat: the instance first, then the record, the audit and the index entry last.</summary>
    private async Task Finish()
    {
        OperationInfo ended = State.Ending!;
        await Instance.End(ended, State.Verb ?? InstanceVerb.Start, State.EndingObservation);
        await Show(ended, State with { Ending = null, EndingObservation = null });
        await TellCommand(ended);
        await Close();
        OperationMeter.Ended.Add(1, new("kind", Info.Kind), new("outcome", ApiJson.Options.PropertyNamingPolicy!.ConvertName(ended.State.ToString())));
        _timer?.Dispose();
        _timer = null;
    }

    /// <summary>System D's event about a command that takes its time.</summary>
    private Task TellCommand(OperationInfo info) => State.Execute is null
        ? Task.CompletedTask
        : events.Publish(
            EventNames.CommandProgress, Id, new CommandProgress(info.Target.Id, Id, info.ProgressPercent, Now.ToUnixTimeMilliseconds(), State.Execute, info.State, info.Message), State.OwnerId, others: Requester);

    /// <summary>An end that the audit could not take stays in the index: the scheduler tries again, so no ended operation stays pending there.</summary>
    private async Task Close()
    {
        if (await EndAudit(State.Audit, Info.State == OperationState.Succeeded ? AuditResult.Succeeded : AuditResult.Failed, Info.Error?.Code))
        {
            await index.Remove(OperationIndex.Open, Id);
        }
    }

    private async Task<bool> EndAudit(AuditTicket? ticket, AuditResult result, string? code) => ticket is null || await audit.End(ticket, result, code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work on {Instance} could not be taken up again: {Code}.")]
    private partial void LogNotTakenUp(string instance, string code);
}
