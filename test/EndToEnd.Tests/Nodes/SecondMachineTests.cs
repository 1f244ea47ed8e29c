using System.Text.Json.Nodes;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Nodes;

/// <summary>The line that is pasted on a second machine, as a whole: HTTPS with the installation's own authority, the package of a release, a machine without .NET.</summary>
public sealed class SecondMachineTests : EndToEndTest
{
    [Fact]
    public async Task The_pasted_line_makes_a_machine_a_node_and_may_be_repeated()
    {
        var server = Keep(await StartAsync());
        using var cli = await SignInAsync(server);
        var machine = Keep(await Machine.StartAsync("second"));
        (await machine.RunAsync("command -v dotnet")).Code.ShouldNotBe(0);

        var line = await cli.MustAsync("node", "keys", "create", "for the second machine");
        line.ShouldStartWith("curl -fsSL -k --pinnedpubkey 'sha256//");
        var pasted = await machine.RunAsync(line);

        pasted.Code.ShouldBe(0, pasted.Output);
        pasted.Standard.ShouldContain("will appear in the dashboard");
        var node = await OnlineAsync(server, machine);
        ((string?)node["name"]).ShouldBe("second");
        ((bool)node["local"]!).ShouldBeFalse();
        ((string?)node["docker"]!["problem"]!["code"]).ShouldBe("docker_not_installed", node.ToJsonString());
        ((string?)node["docker"]!["problem"]!["fix"])!.ShouldContain("apt-get install");

        // Pasted once more: the program is replaced, the node stays.
        var since = (DateTimeOffset)node["connectedAt"]!;
        (await machine.RunAsync(line)).Code.ShouldBe(0);
        var again = await OnlineAsync(server, machine, since);
        again.Id().ShouldBe(node.Id());
        await Eventually.HoldsAsync("one agent", 60, async () => (await machine.RunAsync("pgrep -fc '[A]nchorage.NodeAgent run'")).Standard == "1");

        // The key lies where only root reads it, and in no list of processes.
        (await machine.RunAsync("stat -c %a /etc/anchorage/onboarding.key")).Standard.ShouldBe("600");
        (await machine.RunAsync("cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c '[a]nok_'")).Standard.ShouldBe("0");
    }

    [Fact]
    public async Task Another_server_than_the_line_names_installs_nothing()
    {
        var server = Keep(await StartAsync());
        var machine = Keep(await Machine.StartAsync("careful"));
        var made = (await server.Admin.PostAsync("/api/nodes/onboarding-keys", new { label = "careful" })).Must(201).Json!;
        var (line, key) = ((string)made["command"]!, (string)made["key"]!);
        var pin = key[(key.LastIndexOf('.') + 1)..];
        var other = new string(pin.Reverse().ToArray());

        // The script comes from the right server, but the key names another one: as when a line is put together from two.
        var mixed = await machine.RunAsync(line.Replace($".{pin}", $".{other}", StringComparison.Ordinal));
        mixed.Code.ShouldNotBe(0, mixed.Output);
        mixed.Errors.ShouldContain("does not show the certificate that this onboarding key names");

        // Whoever answers in the server's place cannot even hand out the script.
        var start = line.IndexOf("sha256//", StringComparison.Ordinal);
        var impostor = await machine.RunAsync(line.Replace(line[start..line.IndexOf('\'', start)], "sha256//" + Convert.ToBase64String(new byte[32]), StringComparison.Ordinal));
        impostor.Errors.ShouldContain("curl: (90)");

        (await machine.RunAsync("ls -d /opt/anchorage /etc/anchorage /var/lib/anchorage-agent 2>/dev/null")).Standard.ShouldBeEmpty();
        (await server.Admin.GetAsync("/api/nodes"))["items"]!.AsArray().ShouldBeEmpty();
    }

    private static async Task<Installation> StartAsync()
    {
        Needs.Docker();
        Needs.AgentPackage();
        return await Installation.StartAsync(new InstallationSettings
        {
            Scheme = "https",
            HasAgent = false,
            Server = new Dictionary<string, string>
            {
                ["Anchorage__Https__Mode"] = "own-ca",
                ["Anchorage__Download__Folder"] = Repository.Packages,
            },
        });
    }

    /// <summary>The administrator trusts the server by the pin of its authority, which is what people are told: it stays when certificates change.</summary>
    private static async Task<CliUser> SignInAsync(Installation server)
    {
        var key = (string)(await server.Admin.PostAsync("/api/nodes/onboarding-keys", new { label = "pin" })).Must(201).Json!["key"]!;
        return await CliUser.SignInAsync(server.Admin, "--fingerprint", key[(key.LastIndexOf('.') + 1)..]);
    }

    private static async Task<JsonNode> OnlineAsync(Installation server, Machine machine, DateTimeOffset? after = null)
    {
        var last = string.Empty;
        return await Eventually.GetAsync(
            "the second machine online",
            120,
            async () =>
            {
                var nodes = await server.Admin.GetAsync("/api/nodes");
                last = nodes.ToJsonString() + (await machine.RunAsync("tail -n 30 /var/lib/anchorage-agent/agent.log")).Output;
                return nodes["items"]!.AsArray().SingleOrDefault(node => (string?)node!["status"] == "online"
                    && node["docker"]?["problem"] is not null && (after is null || (DateTimeOffset)node["connectedAt"]! > after));
            },
            () => last);
    }
}
