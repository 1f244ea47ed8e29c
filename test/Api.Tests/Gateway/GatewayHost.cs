using Anchorage.Api.Nodes.Gateway;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.Api.Tests.Gateway;

/// <summary>The gateway on a real Kestrel on loopback.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _grants;

    private GatewayHost(WebApplication app, FakeNodeGateway nodes)
    {
        _app = app;
        Nodes = nodes;
    }

    public FakeNodeGateway Nodes { get; }

    public string Url => _app.Urls.First();

    public int Port => new Uri(Url).Port;

    public IServiceProvider Services => _app.Services;

    public AgentRegistry Registry => Services.GetRequiredService<AgentRegistry>();

    public IStreamBroker Broker => Services.GetRequiredService<IStreamBroker>();

    public static async Task<GatewayHost> StartAsync(
        AgentGatewayOptions? options = null, Action<KestrelServerOptions>? kestrel = null, Action<WebApplication>? map = null, Action<IServiceCollection>? add = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        FakeNodeGateway nodes = new();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(options ?? new AgentGatewayOptions());
        builder.Services.AddSingleton<INodeGateway>(nodes);
        builder.Services.AddAgentGateway();
        builder.Services.AddLogging();
        add?.Invoke(builder.Services);
        builder.WebHost.UseKestrel(kestrel ?? (k => k.Listen(System.Net.IPAddress.Loopback, 0)));
        WebApplication app = builder.Build();
        app.UseWebSockets();
        app.MapAgentGateway();
        map?.Invoke(app);
        await app.StartAsync();
        return new GatewayHost(app, nodes);
    }

    public StreamGrant Grant<T>(string nodeId, string kind, T payload, TimeSpan? life = null) =>
        new($"g{Interlocked.Increment(ref _grants)}", nodeId, kind, ProtocolJson.Write(payload), TimeProvider.System.GetUtcNow() + (life ?? TimeSpan.FromSeconds(120)));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
