using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed class HostProcessTests
{
    private const string FolderVariable = "TERMINAL_TEST_FOLDER";
    private static readonly string[] Counter = ["/bin/bash", "-c", "stty -echo; i=0; while read -r line; do for n in 1 2 3; do i=$((i+1)); echo \"count $i\"; done; done"];

    [Fact]
    public async Task Terminals_survive_the_kill_of_the_agent_and_the_next_agent_loses_no_byte()
    {
        using var folder = new TestFolder();
        await using var next = new AgentSide(folder.Path);
        byte[] seen;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Anchorage.NodeAgent.Tests"))
        {
            ArgumentList = { "-explicit", "only", "-method", $"{typeof(HostProcessTests).FullName}.{nameof(Agent_that_will_be_killed)}" },
            Environment = { [FolderVariable] = folder.Path },
            RedirectStandardOutput = true,
        };
        using (Process agent = Process.Start(start).ShouldNotBeNull())
        {
            string opened = Path.Combine(folder.Path, "opened");
            CancellationToken deadline = HostHarness.Deadline;
            while (!File.Exists(opened))
            {
                agent.HasExited.ShouldBeFalse();
                deadline.IsCancellationRequested.ShouldBeFalse();
                await Task.Delay(20, CancellationToken.None);
            }

            await using Viewer before = await next.AttachAsync("t1", resume: 0);
            await before.TypeAsync("go\n");
            await before.UntilTextAsync("count 3\r\n");
            seen = before.Output;
            agent.Kill();
            await agent.WaitForExitAsync(HostHarness.Deadline);

            // Typed and answered while no agent lives.
            await before.TypeAsync("go\n");
            await before.UntilTextAsync("count 6\r\n");
        }

        await next.Client.StartAsync(HostHarness.Deadline);
        TerminalReport report = (await next.Client.ListAsync(HostHarness.Deadline)).ShouldHaveSingleItem();
        report.State.ShouldBe("open");
        report.InputOffset.ShouldBe(6);
        await using Viewer after = await next.AttachAsync("t1", resume: seen.Length);
        await after.TypeAsync("go\n");
        await after.UntilTextAsync("count 9\r\n");
        string all = Encoding.UTF8.GetString(seen) + after.Text;
        all.ShouldBe(string.Concat(Enumerable.Range(1, 9).Select(static i => $"count {i}\r\n")));
        await next.Client.CloseAsync("t1", HostHarness.Deadline);
        (await next.Link.UntilAsync(static r => r.State == "exited")).ExitCode.ShouldBe(129);
    }

    [Fact(Explicit = true)]
    public async Task Agent_that_will_be_killed()
    {
        string folder = Environment.GetEnvironmentVariable(FolderVariable).ShouldNotBeNull();
        var agent = new AgentSide(folder);
        await agent.OpenAsync("t1", Counter);
        await File.WriteAllTextAsync(Path.Combine(folder, "opened"), "", TestContext.Current.CancellationToken);
        await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Terminals_of_a_killed_host_are_reported_lost_and_new_ones_get_a_new_host()
    {
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync("t1");
        await agent.OpenAsync("t2");
        await AgentSide.KillHostAsync(folder.Path, "KILL");
        (await agent.Link.UntilAsync(static r => r is { TerminalId: "t1", State: "lost" })).ExitCode.ShouldBeNull();
        await agent.Link.UntilAsync(static r => r is { TerminalId: "t2", State: "lost" });
        (await agent.Client.ListAsync(HostHarness.Deadline)).ShouldBeEmpty();
        (await agent.OpenAsync("t3")).State.ShouldBe("open");
    }

    [Fact]
    public async Task The_host_is_private_alone_and_in_a_session_of_its_own()
    {
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync("t1");
        (await TestContainer.RunAsync("stat", "-c", "%a", Path.Combine(folder.Path, "host.sock"))).Output.ShouldBe("600");
        int pid = AgentSide.FindHost(folder.Path);
        string stat = await File.ReadAllTextAsync($"/proc/{pid}/stat", TestContext.Current.CancellationToken);
        stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3].ShouldBe(pid.ToString(CultureInfo.InvariantCulture), "it leads its session");

        using Process second = Process.Start(new ProcessStartInfo(agent.Options.Executable![0])
        {
            ArgumentList = { TerminalHostProgram.Verb, "--socket", Path.Combine(folder.Path, "host.sock"), "--data", folder.Path },
            RedirectStandardError = true,
        }).ShouldNotBeNull();
        await second.WaitForExitAsync(HostHarness.Deadline);
        second.ExitCode.ShouldBe(3);
        (await agent.Client.ListAsync(HostHarness.Deadline)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_host_without_terminals_and_agent_ends_by_itself()
    {
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        agent.Options.HostIdleSeconds = 1;
        await agent.OpenAsync("t1", "/bin/sh", "-c", "exit 0");
        await agent.Link.UntilAsync(static r => r.State == "exited");
        await agent.Client.CloseAsync("t1", HostHarness.Deadline);
        await agent.Client.DisposeAsync();
        CancellationToken deadline = HostHarness.Deadline;
        while (AgentSide.FindHost(folder.Path) != 0)
        {
            deadline.IsCancellationRequested.ShouldBeFalse();
            await Task.Delay(20, CancellationToken.None);
        }

        File.Exists(Path.Combine(folder.Path, "host.sock")).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_version_is_refused_with_a_code()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        await socket.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(host.SocketPath), HostHarness.Deadline);
        byte[] hello = JsonSerializer.SerializeToUtf8Bytes(new Handshake(99, null), HostJson.Default.Handshake);
        byte[] frame = new byte[FrameDecoder.HeaderSize + hello.Length];
        FrameDecoder.WriteHeader(frame, hello.Length, text: true);
        hello.CopyTo(frame, FrameDecoder.HeaderSize);
        await socket.SendAsync(frame, HostHarness.Deadline);
        byte[] answer = new byte[1000];
        int count = await socket.ReceiveAsync(answer, HostHarness.Deadline);
        Encoding.UTF8.GetString(answer, 0, count).ShouldContain("terminal_host_unavailable");
        (await socket.ReceiveAsync(answer, HostHarness.Deadline)).ShouldBe(0);
    }

    [Fact]
    public async Task A_host_that_cannot_start_says_why()
    {
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        agent.Options.Executable = ["/bin/sh", "-c", "echo this is why >&2; exit 1", "sh"];
        LinkRequestException error = await Should.ThrowAsync<LinkRequestException>(() => agent.OpenAsync("t1"));
        error.Code.ShouldBe("terminal_host_unavailable");
        error.Message.ShouldContain("this is why");
    }
}
