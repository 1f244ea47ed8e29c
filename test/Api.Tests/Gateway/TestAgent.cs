using Anchorage.NodeAgent.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anchorage.Api.Tests.Gateway;

/// <summary>The agent's real identity, enrolment and link, in this process.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-agent-").FullName;
    private readonly CancellationTokenSource _stop = new();
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

    public ControlLink Link { get; } = new();

    public LinkClient? Client { get; private set; }

    public string NodeId => Store.Load()!.NodeId;

    public LinkState State => Client?.Status.State ?? LinkState.Disconnected;

    public Task<LinkEnd> Ended => _running ?? throw new InvalidOperationException("Not started.");

    public Task<AgentIdentity> EnrollAsync()
    {
        Enroller enroller = new(Options, Store, new MachineDescription(), _time);
        return enroller.EnrollAsync(enroller.ReadKey()!, CancellationToken.None);
    }

    public void Start(AgentIdentity? identity = null, string? server = null)
    {
        identity ??= Store.Load() ?? throw new InvalidOperationException("Not enrolled.");
        ServerAddress address = server is null ? Options.Server : ServerAddress.Parse(server, "--server");
        _server = new ServerConnection(address, new ServerTrust(identity.Pin), _time);
        LinkClientFactory factory = new(Link, Handlers, Streams, new MachineDescription(), new Random(7), _time, NullLoggerFactory.Instance);
        Client = factory.Create(_server, identity, Store.Save);
        _running = Task.Run(() => Client.RunAsync(_stop.Token));
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
