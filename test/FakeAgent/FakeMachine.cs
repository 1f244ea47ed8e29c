using System.Collections.Concurrent;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.FakeAgent;

/// <summary>One machine: instances in memory, work that ends after the latency.</summary>
internal sealed class FakeMachine(ControlLink link, TimeSpan latency, Scenario scenario, TimeProvider time, CancellationToken stopping) : IInstanceReporter
{
    private readonly ConcurrentDictionary<string, InstanceObservation> _instances = new();
    private readonly ConcurrentDictionary<string, byte> _open = new();
    private readonly ConcurrentDictionary<string, WorkCompleted> _done = new();
    private int _accepted;

    /// <inheritdoc/>
    public DockerState Docker { get; } = new(true, "27.0.0-fake", "1.46", null, null);

    /// <summary>Cuts the connection; set by the one who holds it.</summary>
    public Action Cut { get; set; } = () => { };

    /// <summary>The handlers of all requests.</summary>
    public IEnumerable<IMessageHandler> Handlers() =>
    [
        new FakeHandler(MessageTypes.InstanceCreate, AnswerAsync<CreateInstance>(c => Work(c.OperationId, () => Put(c.Spec, c.OperationId)))),
        new FakeHandler(MessageTypes.InstanceRebuild, AnswerAsync<RebuildInstance>(c => Work(c.OperationId, () => Put(c.Spec, c.OperationId)))),
        new FakeHandler(MessageTypes.InstanceChange, AnswerAsync<ChangeInstance>(c => Work(c.OperationId, () => Change(c)))),
        new FakeHandler(MessageTypes.InstanceKeys, AnswerAsync<SetInstanceKeys>(_ => ProtocolJson.Element(new InstanceKeysSet(true)))),
        new FakeHandler(MessageTypes.InstanceLimits, AnswerAsync<SetInstanceLimits>(_ => ProtocolJson.Element(new InstanceLimitsSet(true)))),
        new FakeHandler(MessageTypes.OperationCancel, AnswerAsync<CancelWork>(_ => null)),
    ];

    /// <inheritdoc/>
    public Task<(IReadOnlyList<string> Images, IReadOnlyList<InstanceObservation> Instances, IReadOnlyList<string> OpenOperations)> ObserveAsync(CancellationToken cancellationToken)
    {
        List<InstanceObservation> seen = [.. _instances.Values];
        if (scenario == Scenario.Lie)
        {
            seen.Add(Observe("doesnotexist", "running", null, []));
        }

        return Task.FromResult<(IReadOnlyList<string>, IReadOnlyList<InstanceObservation>, IReadOnlyList<string>)>((["anchorage/ubuntu:24.04"], seen, [.. _open.Keys]));
    }

    /// <summary>Repeats what was done but not answered, after a connect.</summary>
    public async Task RepeatAsync(CancellationToken cancellationToken)
    {
        foreach (WorkCompleted done in _done.Values)
        {
            await ReportAsync(done, cancellationToken);
        }
    }

    private Func<JsonElement?, CancellationToken, Task<JsonElement?>> AnswerAsync<T>(Func<T, JsonElement?> handle) => async (payload, token) =>
    {
        if (scenario == Scenario.Slow)
        {
            await Task.Delay(TimeSpan.FromSeconds(7), time, token);
        }

        return handle(ProtocolJson.Read<T>(payload));
    };

    private JsonElement Work(string operationId, Func<InstanceObservation?> apply)
    {
        bool known = !_open.TryAdd(operationId, 0);
        if (!known)
        {
            int order = Interlocked.Increment(ref _accepted);
            _ = scenario == Scenario.Die ? DieAsync() : DoAsync(operationId, apply, order);
        }

        return ProtocolJson.Element(new WorkAccepted(operationId, known));
    }

    private async Task DieAsync()
    {
        await Task.Delay(latency, time, stopping);
        Cut();
    }

    private async Task DoAsync(string operationId, Func<InstanceObservation?> apply, int order)
    {
        // Every second piece of work overtakes the one before it.
        TimeSpan wait = scenario == Scenario.Reorder && order % 2 == 1 ? latency * 3 : latency;
        link.Post(MessageTypes.OperationProgress, new WorkProgress(operationId, 50, "container", "Making the container"));
        await Task.Delay(wait, time, stopping);
        InstanceObservation? seen = scenario == Scenario.Lie ? null : apply();
        WorkCompleted done = new(operationId, true, false, null, null, null, seen);
        _done[operationId] = done;
        await ReportAsync(done, stopping);
    }

    private async Task ReportAsync(WorkCompleted done, CancellationToken cancellationToken)
    {
        try
        {
            await link.RequestAsync(MessageTypes.OperationCompleted, done, cancellationToken);
            _done.TryRemove(done.OperationId, out _);
            _open.TryRemove(done.OperationId, out _);
        }
        catch (LinkRequestException)
        {
            // Repeated after the next connect.
        }
    }

    private InstanceObservation Put(InstanceSpec spec, string operationId) => _instances[spec.InstanceId] = Observe(spec.InstanceId, "running", operationId, spec.Ports);

    private InstanceObservation? Change(ChangeInstance change)
    {
        if (change.Verb == "delete")
        {
            _instances.TryRemove(change.InstanceId, out _);
            return Observe(change.InstanceId, "gone", change.OperationId, []);
        }

        IReadOnlyList<PortMapping> ports = _instances.TryGetValue(change.InstanceId, out InstanceObservation? old) ? old.Ports : [];
        return _instances[change.InstanceId] = Observe(change.InstanceId, change.Verb == "stop" ? "stopped" : "running", change.OperationId, ports);
    }

    private InstanceObservation Observe(string id, string state, string? operationId, IReadOnlyList<PortMapping> ports)
    {
        DateTimeOffset now = time.GetUtcNow();
        return new InstanceObservation(
            id, state == "gone" ? null : "fake-" + id, state, operationId, "sha256:fake", state == "stopped" ? 0 : null, false, ports, true,
            now, state == "running" ? null : now, now);
    }
}
