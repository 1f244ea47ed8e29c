using System.Net;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Instances.Isolation;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Tests.Instances;

public sealed class SpecRulesTests
{
    private static readonly InstanceSpec Good = new(
        "abc123", "box", "owner1", "olga", "anchorage/instance:base", [new PortMapping("ssh", 22, 20000)], "127.0.0.1", new InstanceLimits(128, 0.1, 64), "unless-stopped", ["ssh-ed25519 AAAA x"]);

    public static TheoryData<InstanceSpec> Bad =>
    [
        Good with { InstanceId = "../x" }, Good with { InstanceId = "UPPER" }, Good with { InstanceId = "" }, Good with { OwnerId = "a b" },
        Good with { Image = "-v" }, Good with { Image = "a b" }, Good with { Image = "a\nb" }, Good with { Image = "a;b" }, Good with { Image = "" }, Good with { Image = new string('a', 256) },
        Good with { PublishAddress = "localhost; rm" }, Good with { Ports = [] }, Good with { Ports = [new PortMapping("ssh", 22, 65536)] }, Good with { Ports = [new PortMapping("ssh", 0, 20000)] },
        Good with { Ports = [new PortMapping("ssh", 22, 20000), new PortMapping("http", 80, 20000)] },
        Good with { Limits = new InstanceLimits(127, 1, 64) }, Good with { Limits = new InstanceLimits(262145, 1, 64) }, Good with { Limits = new InstanceLimits(128, 0.05, 64) },
        Good with { Limits = new InstanceLimits(128, 64.1, 64) }, Good with { Limits = new InstanceLimits(128, double.NaN, 64) }, Good with { Limits = new InstanceLimits(128, 1, 63) },
        Good with { Limits = new InstanceLimits(128, 1, 131073) }, Good with { RestartPolicy = "on-failure" }, Good with { AuthorizedKeys = ["a\nb"] }, Good with { AuthorizedKeys = [""] },
        Good with { AuthorizedKeys = [new string('k', SpecRules.MaxKeyBytes)] }, Good with { Name = null! }, Good with { Ports = null! }, Good with { AuthorizedKeys = null! },
    ];

    [Fact]
    public void A_good_specification_passes() => SpecRules.Check(Good);

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_specification_is_refused(InstanceSpec spec) => Should.Throw<WorkFailedException>(() => SpecRules.Check(spec)).Code.ShouldBe("invalid_request");

    [Theory]
    [InlineData("My Box!", "my-box"), InlineData("---", "instance"), InlineData("ÄÖ", "instance"), InlineData("web.1", "web-1")]
    public void Names_become_host_names(string name, string host) => InstanceNames.Hostname(name).ShouldBe(host);

    [Fact]
    public void A_bridge_name_fits_the_kernel() => InstanceNames.Bridge(new string('o', 40)).Length.ShouldBeLessThan(16);

    [Fact]
    public void Owners_get_parts_of_the_pool_that_nobody_uses()
    {
        var pool = IPNetwork.Parse("10.213.0.0/16");
        var all = SubnetPicker.Candidates(pool, 26, "owner", []).ToList();
        all.Count.ShouldBe(1024);
        all.Distinct().Count().ShouldBe(1024);
        all.ShouldAllBe(n => pool.Contains(n.BaseAddress));

        var left = SubnetPicker.Candidates(pool, 26, "owner", [all[0], IPNetwork.Parse("10.213.128.0/17")]).ToList();
        left.ShouldNotContain(all[0]);
        left.ShouldAllBe(n => !IPNetwork.Parse("10.213.128.0/17").Contains(n.BaseAddress));
        SubnetPicker.Candidates(pool, 26, "owner", [IPNetwork.Parse("10.0.0.0/8")]).ShouldBeEmpty();
    }

    [Fact]
    public void Firewall_text_names_our_bridges_only_and_lets_the_resolver_through()
    {
        var text = FirewallRules.Text(System.Net.Sockets.AddressFamily.InterNetwork, [IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10")], [IPAddress.Parse("192.0.2.53"), IPAddress.Parse("fd00::53")]);

        text.ShouldBe("""
            *filter
            :ANCHORAGE-INPUT - [0:0]
            :ANCHORAGE-FORWARD - [0:0]
            -A ANCHORAGE-INPUT ! -i anch+ -j RETURN
            -A ANCHORAGE-INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN
            -A ANCHORAGE-INPUT -d 192.0.2.53 -p udp -m udp --dport 53 -j RETURN
            -A ANCHORAGE-INPUT -d 192.0.2.53 -p tcp -m tcp --dport 53 -j RETURN
            -A ANCHORAGE-FORWARD ! -i anch+ -j RETURN
            -A ANCHORAGE-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN
            -A ANCHORAGE-FORWARD -d 192.0.2.53 -p udp -m udp --dport 53 -j RETURN
            -A ANCHORAGE-FORWARD -d 192.0.2.53 -p tcp -m tcp --dport 53 -j RETURN
            -A ANCHORAGE-FORWARD -d 169.254.0.0/16 -j REJECT --reject-with icmp-admin-prohibited
            -A ANCHORAGE-INPUT -j REJECT --reject-with icmp-admin-prohibited
            COMMIT

            """);
        FirewallRules.Resolvers("# comment\nnameserver 127.0.0.53\nnameserver 192.0.2.53\nnameserver\nsearch x\nnameserver fe80::1%eth0\n").ShouldBe([IPAddress.Parse("192.0.2.53")]);
    }

    [Theory]
    [InlineData("unix:/x", "auto", "10.0.0.0/8", "DOCKER_HOST"), InlineData("unix:///x", "maybe", "10.0.0.0/8", "ANCHORAGE_AGENT_HOST_PROTECTION"), InlineData("unix:///x", "off", "fd00::/8", "ANCHORAGE_AGENT_NETWORK_POOL")]
    public void A_bad_setting_is_named(string endpoint, string protection, string pool, string setting)
    {
        var options = new InstancesOptions { DataDirectory = "/tmp", DockerEndpoint = endpoint, HostProtection = protection, NetworkPool = pool };

        Should.Throw<Anchorage.NodeAgent.Nodes.AgentOptionsException>(options.Validate).Message.ShouldContain(setting);
    }

    [Fact]
    public void The_environment_sets_what_it_names_and_nothing_else()
    {
        var options = new InstancesOptions { DataDirectory = "/tmp" };
        options.Read(name => name switch { "ANCHORAGE_AGENT_HOST_PROTECTION" => "required", "ANCHORAGE_AGENT_NETWORK_PREFIX" => "27", "ANCHORAGE_AGENT_BLOCKED_NETWORKS" => "169.254.0.0/16, 10.0.0.0/8", _ => null });
        options.Validate();

        (options.HostProtection, options.NetworkPrefix, options.NetworkPool).ShouldBe(("required", 27, "10.213.0.0/16"));
        options.BlockedNetworks.ShouldBe(["169.254.0.0/16", "10.0.0.0/8"]);
        Should.Throw<Anchorage.NodeAgent.Nodes.AgentOptionsException>(() => options.Read(_ => "many")).Message.ShouldContain("ANCHORAGE_AGENT_NETWORK_PREFIX");
    }
}
