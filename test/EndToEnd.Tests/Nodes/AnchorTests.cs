using System.Diagnostics;
using System.Text.Json.Nodes;
using Anchorage.EndToEnd.Tests.Support;
using Anchorage.Testing;

namespace Anchorage.EndToEnd.Tests.Nodes;

/// <summary>Machines of their own kind of system are anchored from their own command line, and are instances from then on.</summary>
public sealed class AnchorTests(SharedInstallation shared) : EndToEndTest
{
    [Fact, Trait("case", "D-01"), Trait("case", "D-02"), Trait("case", "D-05")]
    public async Task A_machine_is_anchored_with_a_password_that_stays_nowhere_and_asks_before_it_is_anchored_anew()
    {
        var server = Shared(shared);
        using var owner = await ApiUser.SignUpAsync(server.Url, "skipper");
        var machine = await StartAsync("reef");

        var wrong = await machine.RunAsync($"echo Wrong-password-1 | {Cli} node anchor {server.Url} --username {owner.Name} --password-stdin");
        var unknown = await machine.RunAsync($"echo Wrong-password-1 | {Cli} node anchor {server.Url} --username nobody-here --password-stdin");
        (wrong.Code, unknown.Code).ShouldBe((1, 1), wrong.Output);
        wrong.Errors.ShouldBe(unknown.Errors);
        (await machine.RunAsync($"ls {Data}/identity.json")).Code.ShouldNotBe(0);

        var anchored = await machine.RunAsync($"echo {owner.Password} | {Cli} node anchor {server.Url} --username {owner.Name} --password-stdin");
        anchored.Code.ShouldBe(0, anchored.Output);
        anchored.Errors.ShouldContain("Manage it at");
        JsonNode instance = null!;
        await Promptness.WithinAsync(
            "a machine that was anchored is online",
            5,
            async () =>
            {
                var watch = Stopwatch.StartNew();
                await RunAgentAsync(machine);
                instance = await OnlineAsync(owner, machine, 120);
                return watch.Elapsed;
            },
            async () =>
            {
                (await machine.RunAsync($"{Cli} node unanchor --yes && pkill -KILL -f '[A]nchorage.NodeAgent run'")).Code.ShouldBe(0);
                (await owner.DeleteAsync($"/api/nodes/{instance.Id()}")).Must(204);
                await Eventually.HoldsAsync("no machine", 60, async () => (await owner.GetAsync("/api/instances"))["items"]!.AsArray().Count == 0);
                anchored = await machine.RunAsync($"echo {owner.Password} | {Cli} node anchor {server.Url} --username {owner.Name} --password-stdin");
                anchored.Code.ShouldBe(0, anchored.Output);
            });

        ((string?)instance["kind"]).ShouldBe("machine");
        ((string?)instance["name"]).ShouldBe("reef");
        ((string?)instance["owner"]!["name"]).ShouldBe(owner.Name);
        (await machine.RunAsync($"stat -c %a {Data}/identity.json")).Standard.ShouldBe("600");
        (await machine.RunAsync($"grep -rls -- '{owner.Password}' /var /etc /root /home /tmp /run")).Standard.ShouldBeEmpty();
        server.Logs.ShouldNotContain(owner.Password);

        // Asked, and not wanted: nothing changes, and the link is the same.
        var since = (string?)(await NodeAsync(owner))!["connectedAt"];
        foreach (var answer in (string[])["n\\n", "\\n", "\\004"])
        {
            var kept = await machine.RunAsync($"printf '{answer}' | script -qec \"{Cli} node anchor {server.Url}\" /dev/null");
            kept.Code.ShouldBe(0, kept.Output);
            kept.Output.ShouldContain("Anchor it anew?");
        }

        (await machine.RunAsync($"{Cli} node anchor {server.Url} </dev/null")).Errors.ShouldContain("--yes");
        ((string?)(await NodeAsync(owner))!["connectedAt"]).ShouldBe(since);

        // Anchored anew to the same account it is the same machine; the agent takes the new identity over by itself.
        var again = await machine.RunAsync($"echo {owner.Password} | {Cli} node anchor {server.Url} --username {owner.Name} --password-stdin --yes");
        again.Code.ShouldBe(0, again.Output);
        await Eventually.HoldsAsync("a new link", 60, async () => await NodeAsync(owner) is { } node && (string?)node["status"] == "online" && (string?)node["connectedAt"] != since);
        (await OnlineAsync(owner, machine, 120)).Id().ShouldBe(instance.Id());

        // Disconnected: its link is closed, and the agent makes a new one.
        var before = (string?)(await NodeAsync(owner))!["connectedAt"];
        var parted = (await owner.PostAsync($"/api/cloud/instance/{instance.Id()}/disconnect")).Must(200).Json!;
        ((bool?)parted["link"]).ShouldBe(true);
        await Eventually.HoldsAsync("the link after", 60, async () => await NodeAsync(owner) is { } node && (string?)node["status"] == "online" && (string?)node["connectedAt"] != before);

        // Parted: offline until the owner revokes it, and gone then.
        (await machine.RunAsync($"{Cli} node unanchor --yes")).Code.ShouldBe(0);
        await Eventually.HoldsAsync("the machine offline", 60, async () => (string?)(await owner.GetAsync($"/api/instances/{instance.Id()}"))["status"] == "offline");
        (await owner.DeleteAsync($"/api/nodes/{instance.Id()}")).Must(204);
        await Eventually.HoldsAsync("no machine", 60, async () => (await owner.GetAsync("/api/instances"))["items"]!.AsArray().Count == 0);
    }

    [Fact, Trait("case", "D-04")]
    public async Task An_administrator_anchors_a_machine_for_somebody_else_and_nobody_else_does()
    {
        var server = Shared(shared);
        using var crew = await ApiUser.SignUpAsync(server.Url, "crew");
        using var target = await ApiUser.SignUpAsync(server.Url, "target");
        var machine = await StartAsync("shoal");
        string As(ApiUser who, string account) => $"echo {who.Password} | {Cli} node anchor-as {account} {server.Url} --username {who.Name} --password-stdin";

        var refused = await machine.RunAsync(As(crew, $"{target.Name}@example.org"));
        refused.Code.ShouldBe(1, refused.Output);
        refused.Errors.ShouldContain("forbidden");
        var nobody = await machine.RunAsync(As(server.Admin, "nobody-at-all@example.org"));
        nobody.Code.ShouldNotBe(0);
        nobody.Errors.ShouldContain("user_not_found");
        (await machine.RunAsync($"ls {Data}/identity.json")).Code.ShouldNotBe(0);

        var anchored = await machine.RunAsync(As(server.Admin, $"{target.Name}@example.org"));
        anchored.Code.ShouldBe(0, anchored.Output);
        await RunAgentAsync(machine);

        var instance = await OnlineAsync(target, machine, 120);
        ((string?)instance["owner"]!["name"]).ShouldBe(target.Name);
        (await server.Admin.GetAsync("/api/instances"))["items"]!.AsArray().ShouldNotContain(i => i!.Id() == instance.Id());
        (await crew.SendAsync(HttpMethod.Get, $"/api/instances/{instance.Id()}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Terminals_commands_files_and_ports_of_a_machine_belong_to_its_own_account()
    {
        var server = Shared(shared);
        using var owner = await ApiUser.SignUpAsync(server.Url, "hand");
        using var cli = await CliUser.SignInAsync(owner);
        var machine = await StartAsync("quay");
        var anchored = await machine.RunAsync($"echo {owner.Password} | {Cli} node anchor {server.Url} --username {owner.Name} --password-stdin");
        anchored.Code.ShouldBe(0, anchored.Output);
        await RunAgentAsync(machine);
        var instance = await OnlineAsync(owner, machine, 120);

        // Nobody has made the account yet.
        (await cli.RunAsync("exec", "quay", "--", "id", "-un")).Errors.ShouldContain("run_as_unavailable");
        (await machine.RunAsync("groupadd dockers && useradd -m -s /bin/bash -G dockers anchorage")).Code.ShouldBe(0);

        (await cli.MustAsync("exec", "quay", "--", "sh", "-c", "id -un; id -Gn; pwd; cat /proc/self/status | grep CapEff; env | grep -c ANCHORAGE || true")).Split('\n')
            .ShouldBe(["anchorage", "anchorage dockers", "/home/anchorage", "CapEff:\t0000000000000000", "0"]);
        (await cli.RunAsync("exec", "quay", "-C", "/etc", "--", "sh", "-c", "pwd; echo problem >&2; exit 7")).ShouldBe(new ToolResult(7, "/etc", "problem"));
        (await cli.RunWithInputAsync("through the pipe", "exec", "-i", "quay", "--", "tr", "a-z", "A-Z")).Standard.ShouldBe("THROUGH THE PIPE");
        (await cli.RunAsync("exec", "quay", "--", "cat", "/etc/shadow")).Errors.ShouldContain("Permission denied");
        (await cli.RunAsync("exec", "--root", "quay", "--", "id")).Errors.ShouldContain("root_not_allowed");

        // A terminal, in the account's login shell and home.
        using (var attached = AttachedTerminal.Start(cli, "attach quay --new"))
        {
            await attached.TypeAsync("echo \"$(id -un) $HOME $SHELL $(tty | cut -d/ -f3) $(shopt -q login_shell && echo login)\"\r");
            await attached.ShowsAsync("anchorage /home/anchorage /bin/bash pts login");
            await attached.TypeAsync("exit\r");
            (await attached.EndAsync()).ShouldBe(0);
        }

        // Files: in the home, as the account, and no further than the account may.
        await File.WriteAllTextAsync(Path.Combine(cli.Home, "chart.txt"), "depths");
        await cli.MustAsync("cp", "chart.txt", "quay:/home/anchorage/chart.txt");
        (await machine.RunAsync("stat -c '%U %G' /home/anchorage/chart.txt; cat /home/anchorage/chart.txt")).Standard.ShouldBe("anchorage anchorage\ndepths");
        (await cli.MustAsync("files", "ls", "quay:")).ShouldContain("chart.txt");
        (await cli.RunAsync("files", "ls", "quay:/root")).Errors.ShouldContain("file_permission_denied");
        (await cli.RunAsync("cp", "chart.txt", "quay:/etc/chart.txt")).Errors.ShouldContain("file_permission_denied");

        // What belongs to containers is refused, and says what to do instead.
        foreach (var verb in (string[])["stop", "start", "restart"])
        {
            (await owner.PostAsync($"/api/instances/quay/{verb}")).Must(409).Code.ShouldBe("not_for_machines");
        }

        (await owner.DeleteAsync("/api/instances/quay")).Must(409).Code.ShouldBe("not_for_machines");
        (await owner.SendAsync(HttpMethod.Patch, "/api/instances/quay", new { limits = new { memoryMb = 512 } })).Must(409).Code.ShouldBe("not_for_machines");
        ((string?)(await owner.SendAsync(HttpMethod.Patch, "/api/instances/quay", new { name = "pier" })).Must(200).Json!["name"]).ShouldBe("pier");
        (await owner.GetAsync("/api/auth/me"))["user"]!["instanceCount"]!.GetValue<int>().ShouldBe(0);
        instance.Id().ShouldBe((await owner.GetAsync("/api/instances/pier")).Id());
    }

    [Fact, Trait("case", "D-06")]
    public async Task A_machine_that_lost_its_network_is_offline_and_comes_back_as_the_same()
    {
        var server = Shared(shared);
        await using var network = new Relay(server.Port);
        using var owner = await ApiUser.SignUpAsync(server.Url, "adrift");
        var machine = await StartAsync("buoy");
        var anchored = await machine.RunAsync($"echo {owner.Password} | {Cli} node anchor {network.Url} --username {owner.Name} --password-stdin");
        anchored.Code.ShouldBe(0, anchored.Output);
        await RunAgentAsync(machine);
        var before = await OnlineAsync(owner, machine, 120);

        network.Cut();
        await Eventually.HoldsAsync("offline", 60, async () => (string?)(await owner.GetAsync($"/api/instances/{before.Id()}"))["status"] == "offline");
        (await owner.PostAsync("/api/terminals", new { instanceId = before.Id(), columns = 80, rows = 24 })).Must(503).Code.ShouldBe("node_offline");
        network.Mend();

        // The next try may be as far away as the delays have grown.
        (await OnlineAsync(owner, machine, 180)).Id().ShouldBe(before.Id());
        (await owner.GetAsync("/api/instances"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    private static string Cli => Repository.Cli;

    private const string Data = Anchoring.Data;

    private async Task<Machine> StartAsync(string name) => Keep(await Anchoring.MachineAsync(name));

    private static Task RunAgentAsync(Machine machine) => Anchoring.RunAgentAsync(machine);

    private static Task<JsonNode> OnlineAsync(ApiUser owner, Machine machine, double seconds) => Anchoring.OnlineAsync(owner, machine, seconds);

    private static async Task<JsonNode?> NodeAsync(ApiUser owner) =>
        (await owner.GetAsync("/api/nodes"))["items"]!.AsArray().SingleOrDefault(node => (string?)node!["owner"]!["name"] == owner.Name);
}
