using System.Collections.Concurrent;
using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Commands;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Operations;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Recordings;

namespace Anchorage.Api.Tests.Nodes;

/// <summary>A node with the agent's real enrolment, key and sockets; its containers are entries of a table. Docker's own behaviour is tested against Docker elsewhere.</summary>
internal sealed class TestNode : IInstanceReporter, ITerminalReporter, IRecordingReporter, IAsyncDisposable
{
    private readonly TestAgent _agent;
    private readonly ConcurrentDictionary<string, InstanceObservation> _instances = new();
    private readonly ConcurrentDictionary<string, TerminalReport> _terminals = new();

    private readonly RealTerminals? _real;

    private TestNode(string server, string key, bool realTerminals)
    {
        Git = new TestGit(Files);
        _agent = new TestAgent(server, key) { Instances = this, Terminals = this, Recordings = this };
        _real = realTerminals ? new RealTerminals(_agent.Link) : null;
        Handle<CreateInstance>(MessageTypes.InstanceCreate, c => Work(c.OperationId, () => Put(c.Spec, c.OperationId)));
        Handle<RebuildInstance>(MessageTypes.InstanceRebuild, c => Work(c.OperationId, () => Put(c.Spec, c.OperationId)));
        Handle<ChangeInstance>(MessageTypes.InstanceChange, c => Work(c.OperationId, () => Change(c)));
        Handle<SetInstanceKeys>(MessageTypes.InstanceKeys, _ => ProtocolJson.Element(new InstanceKeysSet(true)));
        Handle<SetInstanceLimits>(MessageTypes.InstanceLimits, _ => ProtocolJson.Element(new InstanceLimitsSet(true)));
        Handle<CancelWork>(MessageTypes.OperationCancel, _ => null);
        Handle<DeleteRecording>(MessageTypes.RecordingDelete, d =>
        {
            Recordings.TryRemove(d.RecordingId, out _);
            return null;
        });
        if (_real is not null)
        {
            _agent.Handlers.AddRange(_real.Handlers);
            _agent.Streams.AddRange([_real.Stream, new Echo(StreamKinds.Tcp)]);
        }
        else
        {
            Handle<OpenTerminal>(MessageTypes.TerminalOpen, o => ProtocolJson.Element(
                _terminals[o.TerminalId] = new TerminalReport(
                    o.TerminalId, o.InstanceId, "open", null, o.Columns, o.Rows, 0, 0, TimeProvider.System.GetUtcNow(), Recording: RefusesRecordings ? null : o.RecordingId)));
            Handle<RecordTerminal>(MessageTypes.TerminalRecord, r => RefusesRecordings
                ? throw new LinkRequestException("recording_failed", "No room.")
                : ProtocolJson.Element(_terminals[r.TerminalId] = _terminals[r.TerminalId] with { Recording = r.RecordingId }));
            Handle<ChangeTerminal>(MessageTypes.TerminalChange, c => ProtocolJson.Element(_terminals[c.TerminalId]));
            Handle<ChangeViewers>(MessageTypes.TerminalViewers, c => ProtocolJson.Element(_terminals[c.TerminalId]));
            Handle<CloseTerminal>(MessageTypes.TerminalClose, c =>
            {
                _terminals.TryRemove(c.TerminalId, out _);
                return null;
            });
            _agent.Streams.AddRange([new Echo(StreamKinds.Tcp), new Echo(StreamKinds.Terminal)]);
        }

        Handle<ExecuteOperation>(MessageTypes.InstanceExecute, e => Work(e.OperationId, () => _instances[e.InstanceId]));
        TestCommands commands = new(Files.Roots);
        _agent.Handlers.AddRange(commands.Handlers);
        _agent.Streams.Add(commands.Stream);
        _agent.Streams.AddRange([new Log(), new EchoStreamHandler(), Files.Stream, Git.Stream]);
        _agent.Streams.Add(new Text(StreamKinds.Recording, "{\"version\":2,\"width\":80,\"height\":24}\n[0,\"o\",\"hello\"]\n"));
        _agent.Streams.Add(new Text(StreamKinds.Screen, ProtocolJson.Write(new ScreenText(80, 24, new ScreenCursor(0, 7, true), "sh", "/", false, ["$ hello"], ["above"], 1))));
        _agent.Streams.Add(new Text(StreamKinds.Search, ProtocolJson.Write(new SearchResult([new SearchMatch(1, 2, 5, "$ hello")], false))));
    }

    public DockerState Docker { get; set; } = new(true, "27.0.0", "1.46", null, null);

    public string Id => _agent.NodeId;

    /// <summary>The files of its instances.</summary>
    public TestFiles Files { get; } = new();

    /// <summary>Git in its instances.</summary>
    public TestGit Git { get; }

    /// <summary>What the server asked for, in order.</summary>
    public ConcurrentQueue<(string Type, string Json)> Requests { get; } = new();

    /// <summary>Decides the end of work; null lets it succeed.</summary>
    public Func<string, WorkCompleted?> Outcome { get; set; } = _ => null;

    /// <summary>True for a node whose disk is full.</summary>
    public bool RefusesRecordings { get; set; }

    /// <summary>What lies on the node.</summary>
    public ConcurrentDictionary<string, RecordingReport> Recordings { get; } = new();

    /// <summary>Work waits for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public IEnumerable<InstanceObservation> Containers => _instances.Values;

    /// <summary>Enrols a machine of the given owner and waits until it is online; a node of the superadmin is shared with everybody.</summary>
    /// <param name="realTerminals">Terminals are shells of this machine in a real terminal host; otherwise entries of a table whose streams send back what they get.</param>
    public static async Task<TestNode> StartAsync(TestServer server, Person? owner = null, object? settings = null, bool realTerminals = false)
    {
        Answer key = await (owner ?? server.Superadmin).PostAsync("/api/nodes/onboarding-keys", new { label = "test" });
        TestNode node = new(server.Url, key.ShouldBe(201)["key"], realTerminals);
        await node._agent.EnrollAsync();
        if (owner is null)
        {
            (await server.Superadmin.PatchAsync($"/api/nodes/{node.Id}", new { shared = true })).ShouldBe(200);
        }

        if (settings is not null)
        {
            (await (owner ?? server.Superadmin).PatchAsync($"/api/nodes/{node.Id}", settings)).ShouldBe(200);
        }

        await node.ConnectAsync(server);
        return node;
    }

    public async Task ConnectAsync(TestServer server)
    {
        _agent.Start();
        await Wait.UntilAsync(async () => await StatusAsync(server) == "online", "the node is online");
    }

    /// <summary>The pasted line was run on the machine again.</summary>
    public async Task EnrollAgainAsync()
    {
        await _agent.StopAsync();
        await _agent.EnrollAsync();
        _agent.Start();
    }

    public async Task DisconnectAsync(TestServer server)
    {
        await _agent.StopAsync();
        await Wait.UntilAsync(async () => await StatusAsync(server) == "offline", "the node is offline");
    }

    /// <summary>Changes a container behind the server's back.</summary>
    public void StopByHand(string instanceId, bool tell)
    {
        InstanceObservation seen = _instances[instanceId] = _instances[instanceId] with { State = "stopped", ExitCode = 0, OperationId = null };
        if (tell)
        {
            _agent.Link.Post(MessageTypes.InstanceChanged, seen);
        }
    }

    public Task<(IReadOnlyList<string> Images, IReadOnlyList<InstanceObservation> Instances, IReadOnlyList<string> OpenOperations)> ObserveAsync(CancellationToken cancellationToken) =>
        Task.FromResult<(IReadOnlyList<string>, IReadOnlyList<InstanceObservation>, IReadOnlyList<string>)>((["anchorage/instance:base"], [.. _instances.Values], []));

    public Task<IReadOnlyList<TerminalReport>> ListAsync(CancellationToken cancellationToken) =>
        _real?.ListAsync(cancellationToken) ?? Task.FromResult<IReadOnlyList<TerminalReport>>([.. _terminals.Values]);

    Task<IReadOnlyList<RecordingReport>> IRecordingReporter.ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RecordingReport>>([.. Recordings.Values]);

    /// <summary>A recording began or ended.</summary>
    public void Report(RecordingReport report) => _agent.Link.Post(MessageTypes.RecordingChanged, Recordings[report.RecordingId] = report);

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await Git.DisposeAsync();
        await Files.DisposeAsync();
        if (_real is not null)
        {
            await _real.DisposeAsync();
        }
    }

    private async Task<string> StatusAsync(TestServer server) => (await server.Superadmin.GetAsync($"/api/nodes/{Id}"))["status"];

    private void Handle<T>(string type, Func<T, JsonElement?> handle) => _agent.Handlers.Add(new Handler(type, payload =>
    {
        Requests.Enqueue((type, payload?.GetRawText() ?? string.Empty));
        return handle(ProtocolJson.Read<T>(payload));
    }));

    private JsonElement Work(string operationId, Func<InstanceObservation> apply)
    {
        _ = DoAsync(operationId, apply);
        return ProtocolJson.Element(new WorkAccepted(operationId, false));
    }

    private async Task DoAsync(string operationId, Func<InstanceObservation> apply)
    {
        await Gate;
        _agent.Link.Post(MessageTypes.OperationProgress, new WorkProgress(operationId, 50, "container", "Making the container"));
        WorkCompleted done = Outcome(operationId) ?? new WorkCompleted(operationId, true, false, null, null, null, apply());
        await _agent.Link.RequestAsync(MessageTypes.OperationCompleted, done, CancellationToken.None);
    }

    private InstanceObservation Put(InstanceSpec spec, string operationId) => _instances[spec.InstanceId] = Observe(spec.InstanceId, "running", operationId, spec.Ports);

    private InstanceObservation Change(ChangeInstance change)
    {
        if (change.Verb == "delete")
        {
            _instances.TryRemove(change.InstanceId, out _);
            return Observe(change.InstanceId, "gone", change.OperationId, []);
        }

        IReadOnlyList<PortMapping> ports = _instances.TryGetValue(change.InstanceId, out InstanceObservation? old) ? old.Ports : [];
        return _instances[change.InstanceId] = Observe(change.InstanceId, change.Verb == "stop" ? "stopped" : "running", change.OperationId, ports);
    }

    private static InstanceObservation Observe(string id, string state, string? operationId, IReadOnlyList<PortMapping> ports)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return new InstanceObservation(id, state == "gone" ? null : "c" + id, state, operationId, "sha256:test", null, false, ports, true, now, null, now);
    }

    private sealed class Handler(string type, Func<JsonElement?, JsonElement?> handle) : IMessageHandler
    {
        public string Type => type;

        public Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken) => Task.FromResult(handle(payload));
    }

    /// <summary>Sends back what it gets.</summary>
    private sealed class Echo(string kind) : IStreamHandler
    {
        public string Kind => kind;

        public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
        {
            await stream.AcceptAsync(cancellationToken);
            while (await stream.ReadAsync(cancellationToken) is { } frame)
            {
                await stream.WriteAsync(frame.Data.ToArray(), frame.IsText, cancellationToken);
            }
        }
    }

    /// <summary>Answers with one object.</summary>
    private sealed class Text(string kind, string json) : IStreamHandler
    {
        public string Kind => kind;

        public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
        {
            await stream.AcceptAsync(cancellationToken);
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(json), false, cancellationToken);
        }
    }

    private sealed class Log : IStreamHandler
    {
        public string Kind => StreamKinds.Logs;

        public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
        {
            await stream.AcceptAsync(cancellationToken);
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new LogLine(null, "stdout", "hello"), ProtocolJson.Default.LogLine), true, cancellationToken);
        }
    }
}
