using System.Diagnostics;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Nodes;

public sealed class NodeTests
{
    [Fact]
    public async Task Nodes_are_listed_shown_drained_and_revoked_by_name()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("node", "ls")).ShouldExit(0).Out.ShouldContain("3/10");
        (await home.RunAsync("node", "show", "quay")).ShouldExit(0).Out.ShouldContain("2.0 of 8.0 GiB");
        (await home.RunAsync("node", "drain", "quay")).ShouldExit(0);
        server.Bodies["PATCH /api/nodes/node-1"]!["draining"]!.GetValue<bool>().ShouldBeTrue();
        (await home.RunAsync("node", "undrain", "node-1")).ShouldExit(0);
        server.Bodies["PATCH /api/nodes/node-1"]!["draining"]!.GetValue<bool>().ShouldBeFalse();
        (await home.RunAsync("node", "revoke", "quay")).ShouldExit(4).Error.ShouldContain("3 instances");
        (await home.RunAsync("node", "revoke", "quay", "--yes", "--force")).ShouldExit(0);
        server.Requests.ShouldContain("DELETE /api/nodes/node-1?force=true");
        (await home.RunAsync("node", "show", "nope")).ShouldExit(4).Error.ShouldStartWith("[node_not_found]");
    }

    [Fact]
    public async Task An_onboarding_key_prints_the_line_to_paste()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("node", "keys", "create", "lab", "--max-uses", "3")).ShouldExit(0).Out.ShouldBe("curl -fsS https://h/download/install.sh | sh -s -- anok_secret" + Environment.NewLine);
        server.Bodies["POST /api/nodes/onboarding-keys"]!["maxUses"]!.GetValue<int>().ShouldBe(3);
        (await home.RunAsync("node", "keys", "ls")).ShouldExit(0).Out.ShouldContain("1/5");
        (await home.RunAsync("node", "keys", "revoke", "lab")).ShouldExit(0);
        server.Requests.ShouldContain("DELETE /api/nodes/onboarding-keys/ok-1");
    }

    [Fact]
    public async Task Run_becomes_the_agent_program_with_all_its_arguments()
    {
        using var home = new CliHome();
        var agent = home.File("agent.sh");
        await File.WriteAllTextAsync(agent, "#!/bin/sh\necho \"pid $$\"\nfor a in \"$@\"; do echo \"<$a>\"; done\nexit 17\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(agent, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        home.Variables["ANCHORAGE_AGENT_PATH"] = agent;
        using var process = CliProcess.Start(home, "node", "run", "--server", "https://h", "-o", "it's", "--", "x");
        var run = await CliProcess.FinishAsync(process);
        run.ShouldExit(17);
        run.Out.ShouldBe($"pid {process.Id}\n<run>\n<--server>\n<https://h>\n<-o>\n<it's>\n<-->\n<x>\n", "it takes the place of the process and sees the words unchanged");
    }

    [Fact]
    public async Task A_signal_reaches_the_agent_program()
    {
        using var home = new CliHome();
        var agent = home.File("agent.sh");
        await File.WriteAllTextAsync(agent, "#!/bin/sh\ntrap 'exit 23' TERM\necho ready\nwhile :; do sleep 0.05; done\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(agent, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        home.Variables["ANCHORAGE_AGENT_PATH"] = agent;
        using var process = CliProcess.Start(home, "node", "run");
        (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("ready");
        var kill = new ProcessStartInfo("kill");
        kill.ArgumentList.Add("-TERM");
        kill.ArgumentList.Add(process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var sent = Process.Start(kill)!;
        (await CliProcess.FinishAsync(process)).ShouldExit(23);
    }

    [Fact]
    public async Task A_missing_agent_program_is_named_with_the_places_that_were_looked_at()
    {
        using var home = new CliHome();
        var run = (await home.RunAsync("node", "run")).ShouldExit(4);
        run.Error.ShouldStartWith("[program_missing] Anchorage.NodeAgent");
        run.Error.ShouldContain("ANCHORAGE_AGENT_PATH");
        home.Variables["ANCHORAGE_AGENT_PATH"] = home.File("nothing");
        (await home.RunAsync("node", "run")).ShouldExit(4).Error.ShouldStartWith("[config_invalid] ANCHORAGE_AGENT_PATH");
    }
}
