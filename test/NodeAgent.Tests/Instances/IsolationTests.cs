using System.Net;
using System.Net.Sockets;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Instances.Isolation;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.NodeAgent.Tests.Instances;

[Collection(DockerCollection.Name), Trait("category", "docker"), Trait("case", "P-22")]
public sealed class IsolationTests(DockerFixture docker)
{
    [Fact]
    public async Task Owners_are_kept_apart_and_the_node_is_out_of_reach()
    {
        docker.Need();
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "firewall rules need root");
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var bOwner = "o" + AgentRig.NewId();
        var a = await rig.MadeAsync(rig.Spec(publish: "0.0.0.0"));
        var a2 = await rig.MadeAsync(rig.Spec());
        var b = await rig.MadeAsync(rig.Spec(owner: bOwner, publish: "0.0.0.0"));
        using var hostPort = new TcpListener(IPAddress.Any, 0);
        hostPort.Start();
        var listening = ((IPEndPoint)hostPort.LocalEndpoint).Port;
        var hostAddress = HostAddress();
        var gateway = (await Shell.DockerAsync("network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", "anchorage-net-" + rig.Owner)).Trim();
        rig.Services.GetRequiredService<HostFirewall>().Problem.ShouldBeNull();

        // The probe itself works: the owner's other container answers, by address and by name.
        (await ReachesAsync(a, await AddressAsync(a2), 22)).ShouldBeTrue("the same owner's containers reach each other");
        (await ReachesAsync(a, "anchorage-" + a2.InstanceId, 22)).ShouldBeTrue("and find each other's names");

        (await ReachesAsync(a, await AddressAsync(b), 22)).ShouldBeFalse("another owner's container");
        (await ReachesAsync(a, hostAddress, b.Ports[0].Host)).ShouldBeFalse("another owner's published port, by the node's address");
        (await ReachesAsync(a, gateway, b.Ports[0].Host)).ShouldBeFalse("another owner's published port, by the gateway");
        (await ReachesAsync(a, gateway, listening)).ShouldBeFalse("a port of the node, by the gateway");
        (await ReachesAsync(a, hostAddress, listening)).ShouldBeFalse("a port of the node, by its address");
        (await ReachesAsync(a, "172.17.0.1", listening)).ShouldBeFalse("a port of the node, by another bridge");
        (await ReachesAsync(a, "169.254.169.254", 80)).ShouldBeFalse("the metadata address");

        // What must go on working: published ports, from here and by the node's address.
        foreach (var address in new[] { "127.0.0.1", hostAddress })
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address, a.Ports[0].Host, TestContext.Current.CancellationToken);
            using var reader = new StreamReader(client.GetStream());
            (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldStartWith("SSH-");
        }
    }

    [Fact]
    public async Task Containers_resolve_names_and_reach_the_outside()
    {
        docker.Need();
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "firewall rules need root");
        var resolver = FirewallRules.Resolvers(await File.ReadAllTextAsync("/etc/resolv.conf", TestContext.Current.CancellationToken)).FirstOrDefault();
        Assert.SkipWhen(resolver is null, "this machine names no name server that a container could reach");
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var spec = await rig.MadeAsync(rig.Spec());

        // Through the engine's resolver to the node's name server, over TCP and the forward chain.
        (await ReachesAsync(spec, resolver!.ToString(), 53)).ShouldBe(await HostReachesAsync(resolver, 53), "a container reaches outside what the node reaches");
    }

    [Fact]
    public async Task Rules_are_applied_again_after_somebody_swept_them_and_never_twice()
    {
        docker.Need();
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "firewall rules need root");
        await using var rig = await new AgentRig(docker.Image).StartAsync();
        var firewall = rig.Services.GetRequiredService<HostFirewall>();
        await Shell.MustAsync("iptables", "-w", "5", "-D", "INPUT", "-j", "ANCHORAGE-INPUT");
        await Shell.MustAsync("iptables", "-w", "5", "-A", "INPUT", "-p", "tcp", "--dport", "1", "-j", "RETURN");
        await Shell.MustAsync("iptables", "-w", "5", "-A", "INPUT", "-j", "ANCHORAGE-INPUT");
        try
        {
            await firewall.ApplyAsync(TestContext.Current.CancellationToken);
            await firewall.ApplyAsync(TestContext.Current.CancellationToken);

            firewall.Problem.ShouldBeNull();
            var rules = (await Shell.MustAsync("iptables", "-w", "5", "-S", "INPUT")).Split('\n');
            rules[1].ShouldBe("-A INPUT -j ANCHORAGE-INPUT");
            rules.Count(r => r.Contains("ANCHORAGE")).ShouldBe(1);
            (await Shell.MustAsync("iptables", "-w", "5", "-S", "DOCKER-USER")).Split('\n').Count(r => r.Contains("ANCHORAGE")).ShouldBe(1);
        }
        finally
        {
            await Shell.RunAsync("iptables", "-w", "5", "-D", "INPUT", "-p", "tcp", "--dport", "1", "-j", "RETURN");
        }
    }

    [Fact]
    public async Task Required_protection_that_cannot_be_applied_forbids_creates()
    {
        docker.Need();
        await using var rig = await new AgentRig(docker.Image).StartAsync(o => o.HostProtection = "required");
        var remote = new HostFirewall(
            new InstancesOptions { HostProtection = "required" }, Anchorage.NodeAgent.Instances.Engine.DockerEndpoint.Parse("tcp://192.0.2.77:2375"), TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<HostFirewall>.Instance);

        await remote.ApplyAsync(TestContext.Current.CancellationToken);

        remote.Forbids.ShouldBeTrue();
        remote.Problem.ShouldNotBeNull().ShouldContain("another machine");
    }

    private static async Task<bool> ReachesAsync(Protocol.Instances.InstanceSpec from, string host, int port)
    {
        var (code, _) = await Shell.RunAsync("docker", "exec", "anchorage-" + from.InstanceId, "/bin/bash", "-c", $"timeout 3 bash -c 'exec 3<>/dev/tcp/{host}/{port}'");
        return code == 0;
    }

    private static async Task<bool> HostReachesAsync(IPAddress address, int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address, port, new CancellationTokenSource(TimeSpan.FromSeconds(3)).Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<string> AddressAsync(Protocol.Instances.InstanceSpec spec) =>
        (await Shell.DockerAsync("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", "anchorage-" + spec.InstanceId)).Trim();

    /// <summary>The node's address on its own network.</summary>
    private static string HostAddress()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(IPAddress.Parse("192.0.2.200"), 9);
        return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
    }
}
