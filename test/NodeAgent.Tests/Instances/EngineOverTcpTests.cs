using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;
using Anchorage.NodeAgent.Tests.Terminals;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>DOCKER_HOST=tcp://...: containers are made there, and so are their terminals.</summary>
[Collection(DockerCollection.Name), Trait("category", "docker")]
public sealed class EngineOverTcpTests(DockerFixture docker)
{
    [Fact]
    public async Task Containers_and_their_terminals_use_one_engine()
    {
        docker.Need();
        await using var relay = new EngineRelay();
        await using var rig = await new AgentRig(docker.Image).StartAsync(options => options.DockerEndpoint = relay.Endpoint);
        var spec = await rig.MadeAsync(rig.Spec());
        var source = new ContainerShellSource(rig.Services.GetRequiredService<IContainerShell>());
        var open = new OpenTerminal("t1", spec.InstanceId, 80, 24, null, 3600);

        ShellLaunch launch = (await source.FindAsync(open, HostHarness.Deadline)).ShouldNotBeNull();
        launch.Runc.ShouldBeNull();
        launch.Engine.ShouldNotBeNull().Socket.ShouldBe(relay.Endpoint);

        var before = relay.Connections;
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync(new OpenRequest(open.TerminalId, open.InstanceId, open.Columns, open.Rows, open.DetachedSeconds, launch));
        await using Viewer viewer = await agent.AttachAsync("t1");
        await viewer.TypeAsync("echo aboard$((1))\n");
        await viewer.UntilTextAsync("aboard1");
        await viewer.TypeAsync("exit 5\n");
        (await viewer.ControlAsync("exit")).GetProperty("code").GetInt32().ShouldBe(5);
        relay.Connections.ShouldBeGreaterThan(before);
    }
}
