using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Anchorage.NodeAgent.Instances.Isolation;

/// <summary>The text of our firewall chains. They look at packets that come from our own bridges only.</summary>
/// <remarks>
/// <code>
/// container -> bridge anch* -+-> INPUT       -> ANCHORAGE-INPUT    answers: yes, the node's resolver: yes, else refuse
///                            +-> DOCKER-USER -> ANCHORAGE-FORWARD  answers: yes, resolvers: yes, blocked networks: refuse, else as the engine says
/// </code>
/// Between networks of two owners the engine's own isolation chains stand; published ports come in by other interfaces and are not touched.
/// </remarks>
internal static class FirewallRules
{
    public const string InputChain = "ANCHORAGE-INPUT";
    public const string ForwardChain = "ANCHORAGE-FORWARD";

    /// <summary>Input for <c>iptables-restore --noflush</c> (or ip6tables): it makes or replaces both chains in one step.</summary>
    public static string Text(AddressFamily family, IEnumerable<IPNetwork> blocked, IEnumerable<IPAddress> resolvers)
    {
        var reject = family == AddressFamily.InterNetwork ? "icmp-admin-prohibited" : "icmp6-adm-prohibited";
        var text = new StringBuilder();
        text.Append("*filter\n");
        text.Append($":{InputChain} - [0:0]\n:{ForwardChain} - [0:0]\n");
        foreach (var chain in new[] { InputChain, ForwardChain })
        {
            text.Append($"-A {chain} ! -i {InstanceNames.BridgePrefix}+ -j RETURN\n");
            text.Append($"-A {chain} -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN\n");
            foreach (var resolver in resolvers.Where(r => r.AddressFamily == family))
            {
                text.Append($"-A {chain} -d {resolver} -p udp -m udp --dport 53 -j RETURN\n");
                text.Append($"-A {chain} -d {resolver} -p tcp -m tcp --dport 53 -j RETURN\n");
            }
        }

        foreach (var network in blocked.Where(n => n.BaseAddress.AddressFamily == family))
        {
            text.Append($"-A {ForwardChain} -d {network} -j REJECT --reject-with {reject}\n");
        }

        if (family == AddressFamily.InterNetworkV6)
        {
            // Our networks have no IPv6: what appears there is nobody's.
            text.Append($"-A {ForwardChain} -j REJECT --reject-with {reject}\n");
        }

        text.Append($"-A {InputChain} -j REJECT --reject-with {reject}\n");
        text.Append("COMMIT\n");
        return text.ToString();
    }

    /// <summary>Where our jump stands in a chain as <c>iptables -S CHAIN</c> lists it, in order: 0 is first; empty when it is absent.</summary>
    public static IReadOnlyList<int> JumpPositions(string listing, string chain, string target)
    {
        var rules = listing.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => l.StartsWith($"-A {chain} ", StringComparison.Ordinal));
        return [.. rules.Index().Where(rule => rule.Item == $"-A {chain} -j {target}").Select(rule => rule.Index)];
    }

    /// <summary>The name servers of a resolv.conf that a container reaches over the network.</summary>
    public static IEnumerable<IPAddress> Resolvers(string resolvConf) =>
        from line in resolvConf.Split('\n')
        let words = line.Split((char[]?)[' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        where words is ["nameserver", _, ..]
        let address = IPAddress.TryParse(words[1], out var parsed) ? parsed : null
        where address is not null && !IPAddress.IsLoopback(address) && address.ScopeIdOrZero() == 0
        select address;

    private static long ScopeIdOrZero(this IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}
