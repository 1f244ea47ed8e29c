using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Operations;

/// <summary>
/// Accepts work into the journal and does it: one after the other per instance, several instances at once. What a stop or a crash cuts off is begun again at the next start;
/// no operation is done twice.
/// </summary>
internal sealed partial class WorkRunner : BackgroundService
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryJournal = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<WorkJob>> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorkJob> _jobs = new(StringComparer.Ordinal);
    private readonly HashSet<Task> _running = [];
    private readonly Dictionary<string, IWorkAction> _actions;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WorkOptions _options;
    private readonly IWorkTarget _target;
    private readonly IControlLink _link;
    private readonly IStepGate _gate;
    private readonly CompletionSender _sender;
    private readonly TimeProvider _time;
    private readonly ILogger<WorkRunner> _logger;
    private Journal? _journal;

    public WorkRunner(WorkOptions options, IEnumerable<IWorkAction> actions, IWorkTarget target, IControlLink link, IStepGate gate, TimeProvider time, ILogger<WorkRunner> logger)
    {
        options.Validate();
        _options = options;
        _actions = actions.ToDictionary(a => a.Type, StringComparer.Ordinal);
        _slots = new SemaphoreSlim(options.Parallelism);
        (_target, _link, _gate, _time, _logger) = (target, link, gate, time, logger);
        _sender = new CompletionSender(link, time, logger);
    }

    /// <summary>Operations that the server has not acknowledged.</summary>
    public IReadOnlyList<string> OpenOperations => _journal?.Read(book => book.Open.Select(e => e.OperationId).ToArray()) ?? [];

    /// <summary>True while work on an instance is waiting or running.</summary>
    public bool IsBusy(string instanceId)
    {
        lock (_lock)
        {
            return _lanes.ContainsKey(instanceId);
        }
    }

    /// <summary>Writes work into the journal and queues it.</summary>
    /// <exception cref="LinkRequestException"><c>agent_busy</c>, or the code with which the request is refused.</exception>
    /// <exception cref="JsonException">The payload is not what the type says.</exception>
    public WorkAccepted Accept(string type, JsonElement payload)
    {
        var journal = _journal ?? throw new LinkRequestException(WorkErrors.AgentBusy, "The agent is starting; try again in a second.");
        var action = _actions[type];
        try
        {
            var request = action.Read(payload);
            lock (_lock)
            {
                if (journal.Read(book => book.Find(request.OperationId)) is { } known)
                {
                    if (known.Acknowledged)
                    {
                        // The server asks again about work whose outcome it once took: it is sent again.
                        journal.Append(new JournalRecord("reopened", request.OperationId), durable: false);
                        _sender.Wake();
                    }

                    return new WorkAccepted(request.OperationId, AlreadyKnown: true);
                }

                if (_stopping.IsCancellationRequested || _jobs.Count >= _options.MaxOpen)
                {
                    throw new LinkRequestException(WorkErrors.AgentBusy, $"The agent has {_jobs.Count} pieces of work waiting; try again later.");
                }

                action.Accepted(payload);
                journal.Append(new JournalRecord("accepted", request.OperationId, type, payload.Clone()), durable: true);
                Enqueue(new WorkJob(request, journal.Read(book => book.Find(request.OperationId)!), action));
            }

            return new WorkAccepted(request.OperationId, AlreadyKnown: false);
        }
        catch (WorkFailedException e)
        {
            throw new LinkRequestException(e.Code, e.Message);
        }
        catch (IOException e)
        {
            LogJournalFailed(e);
            throw new LinkRequestException(WorkErrors.NoSpace, "The agent cannot write its journal: " + e.Message);
        }
    }

    /// <summary>Ends work early. Work that has ended, or is unknown, stays as it is.</summary>
    public void Cancel(string operationId)
    {
        lock (_lock)
        {
            if (_jobs.TryGetValue(operationId, out var job))
            {
                _journal!.Append(new JournalRecord("cancelled", operationId), durable: true);
                job.Cancel.Cancel();
            }
        }
    }

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var journal = new Journal(_options.JournalDirectory);
        if (journal.DamagedLines > 0)
        {
            LogDamaged(journal.DamagedLines);
        }

        lock (_lock)
        {
            _journal = journal;
            foreach (var entry in journal.Read(book => book.Open.Where(e => e.Result is null).ToArray()))
            {
                Resume(journal, entry);
            }
        }

        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAny(Task.WhenAll(running), Task.Delay(StopPatience, _time, cancellationToken));
        await base.StopAsync(cancellationToken);
        _journal?.Dispose();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stopping.Cancel();
        _journal?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _sender.RunAsync(_journal!, stoppingToken);

    private void Resume(Journal journal, WorkEntry entry)
    {
        try
        {
            var action = _actions[entry.Type];
            var job = new WorkJob(action.Read(entry.Payload), entry, action);
            if (entry.CancelRequested)
            {
                job.Cancel.Cancel();
            }

            LogResumed(entry.OperationId, entry.Type, entry.Attempts);
            Enqueue(job);
        }
        catch (Exception e) when (e is KeyNotFoundException or JsonException or WorkFailedException)
        {
            // Written by another version of the agent.
            LogUnreadable(entry.OperationId, e.Message);
            journal.Append(
                new JournalRecord("completed", entry.OperationId, Result: Failed(entry.OperationId, WorkErrors.AgentError, "The agent no longer understands the request; ask again.")),
                durable: true);
        }
    }

    private void Enqueue(WorkJob job)
    {
        _jobs[job.Request.OperationId] = job;
        if (_lanes.TryGetValue(job.Request.InstanceId, out var lane))
        {
            lane.Enqueue(job);
            return;
        }

        _lanes[job.Request.InstanceId] = lane = new Queue<WorkJob>([job]);
        var task = Task.Run(() => RunLaneAsync(job.Request.InstanceId, lane), CancellationToken.None);
        _running.Add(task);
        _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Forget(Task task)
    {
        lock (_lock)
        {
            _running.Remove(task);
        }
    }

    private async Task RunLaneAsync(string instanceId, Queue<WorkJob> lane)
    {
        while (!_stopping.IsCancellationRequested)
        {
            WorkJob job;
            lock (_lock)
            {
                if (!lane.TryPeek(out job!))
                {
                    _lanes.Remove(instanceId);
                    return;
                }
            }

            try
            {
                await _slots.WaitAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                await RunAsync(job);
            }
            finally
            {
                _slots.Release();
                lock (_lock)
                {
                    lane.Dequeue();
                    _jobs.Remove(job.Request.OperationId);
                    job.Dispose();
                }
            }
        }
    }

    private async Task RunAsync(WorkJob job)
    {
        var result = await TryRunAsync(job);
        if (result is null)
        {
            return;
        }

        var observation = await ObserveAsync(job.Request.InstanceId);
        var record = new JournalRecord("completed", job.Request.OperationId, Result: result with { Observation = observation });
        while (!TryAppend(record, durable: true))
        {
            await Task.Delay(RetryJournal, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested)
            {
                return;
            }
        }

        LogCompleted(job.Request.Verb, job.Request.InstanceId, job.Request.OperationId, result.Succeeded, result.ErrorCode);
        _sender.Wake();
    }

    /// <returns>The outcome, or null when the agent stops and the work stays unfinished.</returns>
    private async Task<WorkCompleted?> TryRunAsync(WorkJob job)
    {
        var id = job.Request.OperationId;
        var attempts = job.Entry.Attempts;
        var givenUp = attempts >= _options.MaxAttempts;
        using var token = CancellationTokenSource.CreateLinkedTokenSource(job.Cancel.Token, _stopping.Token);
        if (givenUp)
        {
            // The action sees a cancelled token and removes what the former tries made.
            await token.CancelAsync();
        }

        try
        {
            TryAppend(new JournalRecord("begun", id), durable: false);
            await job.Action.RunAsync(job.Entry.Payload, new WorkContext(job.Request, _gate, (percent, step, message) => Report(job, percent, step, message), token.Token, _stopping.Token));
            return new WorkCompleted(id, true, false, null, null, null, null);
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException) when (givenUp && !job.Cancel.IsCancellationRequested)
        {
            return Failed(id, WorkErrors.AgentError, $"The agent was cut off {attempts} times during this work and gave it up; what it had made is removed.");
        }
        catch (OperationCanceledException) when (job.Cancel.IsCancellationRequested)
        {
            return new WorkCompleted(id, false, true, null, "Cancelled; what had been made is removed.", null, null);
        }
        catch (WorkFailedException e)
        {
            return Failed(id, e.Code, e.Message) with { Details = e.Details };
        }
#pragma warning disable CA1031 // A fault in one action must not end the agent: it is recorded as the outcome.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogPanic(e, job.Request.Verb, job.Request.InstanceId, id);
            return Failed(id, WorkErrors.AgentError, "The agent failed during this work and went on with the next. Its log says why.")
                with { Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = "panic_recovered", ["exception"] = e.GetType().Name } };
        }
    }

    private void Report(WorkJob job, int percent, string step, string message)
    {
        var reported = Math.Max(job.Entry.Percent, Math.Clamp(percent, 0, 99));
        TryAppend(new JournalRecord("progress", job.Request.OperationId, Percent: reported), durable: false);
        _link.Post(MessageTypes.OperationProgress, new WorkProgress(job.Request.OperationId, reported, step, message));
    }

    private async Task<Protocol.Instances.InstanceObservation?> ObserveAsync(string instanceId)
    {
        try
        {
            return await _target.TryObserveAsync(instanceId, _stopping.Token);
        }
#pragma warning disable CA1031 // The outcome counts; a look that fails must not keep it back.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogUnseen(instanceId, e.Message);
            return null;
        }
    }

    private bool TryAppend(JournalRecord record, bool durable)
    {
        try
        {
            _journal!.Append(record, durable);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            LogJournalFailed(e);
            return false;
        }
    }

    private static WorkCompleted Failed(string operationId, string code, string message) => new(operationId, false, false, code, message, null, null);
}
