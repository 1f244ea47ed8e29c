using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Recordings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anchorage.Api.Tests.Gateway;

/// <summary>The agent's real identity, enrolment and link, in this process.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-agent-").FullName;
    private CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private ServerConnection? _server;
    private Task<LinkEnd>? _running;

    public TestAgent(string server, string key = FakeNodeGateway.Key, string? machineId = null, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Options = new AgentOptions
        {
            Server = ServerAddress.Parse(server, "--server"),
            DataDirectory = _folder,
            OnboardingKey = key,
            Name = "berth",
            MachineId = machineId ?? Guid.NewGuid().ToString("N"),
        };
        Store = new IdentityStore(_folder);
    }

    public AgentOptions Options { get; }

    public IdentityStore Store { get; }

    public List<IMessageHandler> Handlers { get; } = [];

    public List<IStreamHandler> Streams { get; } = [];

    /// <summary>What the node reports of its containers; nothing by default.</summary>
    public IInstanceReporter? Instances { get; init; }

    /// <summary>What the node reports of its terminals; nothing by default.</summary>
    public ITerminalReporter? Terminals { get; init; }

    /// <summary>What the node reports of its recordings; nothing by default.</summary>
    public IRecordingReporter? Recordings { get; init; }

    public ControlLink Link { get; } = new();

    public LinkClient? Client { get; private set; }

    public string NodeId => Store.Load()!.NodeId;

    public LinkState State => Client?.Status.State ?? LinkState.Disconnected;

    public Task<LinkEnd> Ended => _running ?? throw new InvalidOperationException("Not started.");

    /// <param name="key">Another onboarding key than the one it began with.</param>
    public Task<AgentIdentity> EnrollAsync(string? key = null)
    {
        Enroller enroller = new(Options with { OnboardingKey = key ?? Options.OnboardingKey }, Store, new MachineDescription(Instances), _time);
        return enroller.EnrollAsync(enroller.ReadKey()!, CancellationToken.None);
    }

    public void Start(AgentIdentity? identity = null, string? server = null)
    {
        identity ??= Store.Load() ?? throw new InvalidOperationException("Not enrolled.");
        ServerAddress address = server is null ? Options.Server : ServerAddress.Parse(server, "--server");
        _server = new ServerConnection(address, new ServerTrust(identity.Pin), _time);
        LinkClientFactory factory = new(
            Link, Handlers, Streams, new MachineDescription(Instances), Options, new Random(7), _time, NullLoggerFactory.Instance, Instances, Terminals, Recordings);
        Client = factory.Create(_server, identity, Store.Save);
        CancellationToken stop = _stop.Token;
        _running = Task.Run(() => Client.RunAsync(stop));
    }

    /// <summary>Ends the link; <see cref="Start"/> may begin another one.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Ended;
        _server?.Dispose();
        _server = null;
        _running = null;
        _stop = new CancellationTokenSource();
    }

    public async Task LinkedAsync(GatewayHost host)
    {
        await EnrollAsync();
        Start();
        await Wait.UntilAsync(() => State == LinkState.Authenticated && host.Nodes.IsLinked(NodeId));
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        if (_running is not null)
        {
            await _running;
        }

        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
