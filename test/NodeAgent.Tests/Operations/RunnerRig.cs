using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Operations;
using Anchorage.NodeAgent.Tests.Instances;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anchorage.NodeAgent.Tests.Operations;

/// <summary>The runner with fake work and a journal in a folder of its own.</summary>
internal sealed class RunnerRig : IAsyncDisposable
{
    private readonly WorkOptions _options;
    private WorkRunner? _runner;

    public RunnerRig(Func<WorkContext, Task> run, Action<WorkOptions>? configure = null)
    {
        Action = new FakeAction(run);
        _options = new WorkOptions { JournalDirectory = Directory.CreateTempSubdirectory("anchorage-journal-").FullName };
        configure?.Invoke(_options);
    }

    public FakeAction Action { get; private set; }

    public FakeLink Link { get; private set; } = new();

    public WorkRunner Runner => _runner!;

    public string JournalFile => Path.Combine(_options.JournalDirectory, "work.log");

    public async Task<RunnerRig> StartAsync()
    {
        _runner = new WorkRunner(_options, [Action], new Nothing(), Link, new OpenStepGate(), TimeProvider.System, NullLogger<WorkRunner>.Instance);
        await _runner.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>Ends the runner and begins another on the same journal, as after a restart of the agent.</summary>
    public async Task RestartAsync(Func<WorkContext, Task> run)
    {
        await StopAsync();
        Action = new FakeAction(run);
        Link = new FakeLink { Down = Link.Down };
        await StartAsync();
    }

    public async Task StopAsync()
    {
        await Runner.StopAsync(TestContext.Current.CancellationToken);
        Runner.Dispose();
    }

    public WorkAccepted Accept(string operationId, string instanceId = "a") =>
        Runner.Accept(MessageTypes.InstanceChange, ProtocolJson.Element(new ChangeInstance(operationId, instanceId, "start", 1, null, 1)));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_options.JournalDirectory, recursive: true);
    }

    private sealed class Nothing : IWorkTarget
    {
        public Task<InstanceObservation?> TryObserveAsync(string instanceId, CancellationToken cancellationToken) => Task.FromResult<InstanceObservation?>(null);
    }
}
