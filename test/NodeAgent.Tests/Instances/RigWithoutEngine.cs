using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;
using Anchorage.NodeAgent.Protocol.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>The instance part of an agent whose engine's socket is not there.</summary>
internal sealed class RigWithoutEngine(string socket) : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("anchorage-agent-").FullName;
    private readonly FakeLink _link = new();
    private IHost? _host;

    public IServiceProvider Services => _host!.Services;

    public async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSingleton<IControlLink>(_link);
        builder.Services.AddInstances(_data, o => (o.DockerEndpoint, o.HostProtection) = ("unix://" + socket, "off"));
        _host = builder.Build();
        await _host.StartAsync(TestContext.Current.CancellationToken);
    }

    public async Task<WorkCompleted> CreateAsync()
    {
        var spec = new InstanceSpec("i1", "box", "o1", "olga", "image:1", [new PortMapping("ssh", 22, 39990)], "127.0.0.1", new InstanceLimits(128, 1, 64), "no", []);
        await Services.GetServices<IMessageHandler>().Single(h => h.Type == MessageTypes.InstanceCreate)
            .HandleAsync(ProtocolJson.Element(new CreateInstance("op1", spec, 5)), TestContext.Current.CancellationToken);
        return await _link.CompletedAsync("op1");
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.StopAsync(TestContext.Current.CancellationToken);
        _host.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
