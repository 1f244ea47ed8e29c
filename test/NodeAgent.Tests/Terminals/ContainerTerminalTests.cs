using System.Text.RegularExpressions;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed partial class ContainerTerminalTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_shell_in_a_container_is_a_real_terminal(bool runc)
    {
        await using TestContainer container = await TestContainer.StartAsync(runc);
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync(await RequestAsync(container, runc));
        await using Viewer viewer = await agent.AttachAsync("t1");
        await viewer.UntilTextAsync("# ");
        await viewer.TypeAsync("echo [$TERM $COLORTERM $LANG $HOME $PWD $SHELL $MARK] $(tty) \"$-\" $0\n");
        await viewer.UntilTextAsync("[xterm-256color truecolor C.UTF-8 /root /root /bin/bash of-the-container] /dev/");
        await viewer.TypeAsync("stty size\n");
        await viewer.UntilTextAsync("24 80\r\n");
        await viewer.SendAsync("""{"type":"resize","columns":133,"rows":44}""");
        await viewer.ControlAsync("resized");
        await UntilSizeAsync(viewer, "44 133");
        await viewer.TypeAsync("sh -c 'echo begin$((1)); exec sleep 1000'\n");
        await viewer.UntilTextAsync("begin1");
        await viewer.TypeAsync("\u0003");
        await viewer.UntilAsync(() => viewer.Text.IndexOf("^C", StringComparison.Ordinal) is >= 0 and int at && viewer.Text.IndexOf("# ", at, StringComparison.Ordinal) > 0, "a prompt after ^C");
        await viewer.TypeAsync("exit 9\n");
        (await viewer.ControlAsync("exit")).GetProperty("code").GetInt32().ShouldBe(9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_terminal_is_bound_by_every_limit_of_its_container(bool runc)
    {
        await using TestContainer container = await TestContainer.StartAsync(runc);
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync(await RequestAsync(container, runc));
        await using Viewer viewer = await agent.AttachAsync("t1");
        int pid = await FindShellAsync(viewer, container);

        // The process that the engine itself started is the measure; some values are also named, so that two equal mistakes do not pass.
        int measure = EngineShell(container);
        string[] expected = Limits(measure);
        Limits(pid).ShouldBe(expected);
        expected.ShouldContain("NoNewPrivs:\t1");
        expected.ShouldContain("Seccomp:\t2");
        expected.ShouldContain("CapEff:\t00000000000000e1");
        string cgroup = await File.ReadAllTextAsync($"/proc/{pid}/cgroup", TestContext.Current.CancellationToken);
        cgroup.ShouldBe(await File.ReadAllTextAsync($"/proc/{measure}/cgroup", TestContext.Current.CancellationToken));
        cgroup.ShouldContain(container.Id);
        foreach (string kind in (string[])["pid", "mnt", "net", "ipc", "uts"])
        {
            new FileInfo($"/proc/{pid}/ns/{kind}").LinkTarget.ShouldBe(new FileInfo($"/proc/{measure}/ns/{kind}").LinkTarget);
        }

        foreach (FileSystemInfo descriptor in new DirectoryInfo($"/proc/{pid}/fd").GetFileSystemInfos())
        {
            descriptor.LinkTarget.ShouldNotBeNull().ShouldStartWith("/dev/", customMessage: "no descriptor of the machine leaks into the container");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Closing_a_terminal_ends_its_processes_in_the_container(bool runc)
    {
        await using TestContainer container = await TestContainer.StartAsync(runc);
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync(await RequestAsync(container, runc));
        await using Viewer viewer = await agent.AttachAsync("t1");
        int pid = await FindShellAsync(viewer, container);
        await viewer.TypeAsync("trap '' HUP; (trap '' HUP; sleep 4321) & echo started$((1))\n");
        await viewer.UntilTextAsync("started1");
        int child = await FindProcessAsync(viewer, container, "sleep\04321");
        await agent.Client.CloseAsync("t1", HostHarness.Deadline);
        (await agent.Link.UntilAsync(static r => r.State == "exited")).ExitCode.ShouldBe(137);
        await viewer.UntilAsync(() => !Directory.Exists($"/proc/{pid}") && CommandLine(child).Length == 0, "the processes to end");
        (await agent.Client.ListAsync(HostHarness.Deadline)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_container_that_stops_ends_its_terminals()
    {
        await using TestContainer container = await TestContainer.StartAsync(runc: true);
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync(await RequestAsync(container, runc: true));
        await using Viewer viewer = await agent.AttachAsync("t1");
        await viewer.UntilTextAsync("# ");
        await TestContainer.RunAsync("docker", "kill", container.Id);
        (await viewer.ControlAsync("exit")).GetProperty("code").GetInt32().ShouldBe(137);
    }

    [Fact]
    public async Task A_shell_that_the_image_has_not_ends_with_127_and_a_container_that_is_gone_is_an_error()
    {
        TestContainer container = await TestContainer.StartAsync(runc: true);
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync(await RequestAsync(container, runc: true, shell: "zsh"));
        await using Viewer viewer = await agent.AttachAsync("t1");
        (await viewer.ControlAsync("exit")).GetProperty("code").GetInt32().ShouldBe(127);
        viewer.Text.ShouldContain("none of these shells: zsh");
        OpenRequest late = await RequestAsync(container, runc: true) with { TerminalId = "t2" };
        await container.DisposeAsync();
        LinkRequestException error = await Should.ThrowAsync<LinkRequestException>(() => agent.OpenAsync(late));
        error.Code.ShouldBe("terminal_start_failed");
        error.Message.ShouldContain("does not exist");
        Directory.GetFiles(folder.Path).Select(Path.GetFileName).ShouldBe(["host.log", "host.sock", "host.sock.lock"], ignoreOrder: true);
    }

    [Theory, Trait("case", "S-09")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sizes_and_control_frames_reach_the_terminal_and_never_the_shell_or_the_screen(bool runc)
    {
        await using TestContainer container = await TestContainer.StartAsync(runc);
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync(await RequestAsync(container, runc));
        await using Viewer viewer = await agent.AttachAsync("t1");
        await viewer.UntilTextAsync("# ");
        await viewer.SendAsync("""{"type":"resize","columns":133,"rows":44}""");
        await viewer.ControlAsync("resized");
        await UntilSizeAsync(viewer, "44 133");
        await viewer.SendAsync("""{"type":"resize","columns":0,"rows":0}""");
        (await viewer.ControlAsync("error")).GetProperty("code").GetString().ShouldBe("invalid_request");
        await viewer.SendAsync("""{"type":"from_the_future","typed":"echo bad$((1))\n"}""");
        await viewer.TypeAsync("stty size; echo kept$((1))\n");
        await viewer.UntilTextAsync("kept1");
        viewer.Text[viewer.Text.LastIndexOf("stty size", StringComparison.Ordinal)..].ShouldContain("44 133");

        byte[] ship = System.Text.Encoding.UTF8.GetBytes("\U0001F6A2");

        // Read by the shell itself: its line editor would have an opinion of its own about half a character.
        await viewer.TypeAsync("echo reads$((1)); IFS= read -r ship; [ \"$ship\" = $'\\xf0\\x9f\\x9a\\xa2' ] && echo intact$((1))\n");
        await viewer.UntilTextAsync("reads1");
        await viewer.TypeAsync(ship[..2]);
        await viewer.TypeAsync([.. ship[2..], .. "\n"u8]);
        await viewer.UntilTextAsync("intact1");

        // A text frame that is no control is not typed: its connection ends, the shell has seen nothing of it.
        await using Viewer other = await agent.AttachAsync("t1");
        await other.SendAsync("echo bad$((1))\n");
        await other.UntilClosedAsync();
        await viewer.TypeAsync("echo done$((1))\n");
        await viewer.UntilTextAsync("done1");
        viewer.Text.ShouldNotContain("bad");
        viewer.Text.ShouldNotContain("\"type\"");
    }

    [Theory, Trait("case", "D-31")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Closing_the_last_window_ends_what_runs_in_the_container_within_ten_seconds(bool runc)
    {
        await using TestContainer container = await TestContainer.StartAsync(runc);
        using var folder = new TestFolder();
        await using var agent = new AgentSide(folder.Path);
        await agent.OpenAsync((await RequestAsync(container, runc)) with { EndWhenLastViewerLeaves = true });
        int shell;
        await using (Viewer viewer = await agent.AttachAsync("t1"))
        {
            shell = await FindShellAsync(viewer, container);
        }

        long closed = System.Diagnostics.Stopwatch.GetTimestamp();
        CancellationToken deadline = HostHarness.Deadline;
        while (Directory.Exists($"/proc/{shell}") || ProcessesOf(container).Any(p => CommandLine(p).StartsWith("sleep\07654", StringComparison.Ordinal)))
        {
            deadline.IsCancellationRequested.ShouldBeFalse("the shell and what it started end");
            await Task.Delay(20, CancellationToken.None);
        }

        System.Diagnostics.Stopwatch.GetElapsedTime(closed).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        EngineShell(container).ShouldBeGreaterThan(0, "the container itself goes on");
    }

    [Fact]
    public async Task An_unknown_shell_is_refused()
    {
        await using TestContainer container = await TestContainer.StartAsync(runc: true);
        (await Should.ThrowAsync<LinkRequestException>(() => RequestAsync(container, runc: true, shell: "-x"))).Code.ShouldBe("invalid_request");
    }

    private static async Task<OpenRequest> RequestAsync(TestContainer container, bool runc, string? shell = null)
    {
        var source = new ContainerShellSource(container);
        var open = new OpenTerminal("t1", "i1", 80, 24, shell, 3600);
        ShellLaunch launch = (await source.FindAsync(open, HostHarness.Deadline)).ShouldNotBeNull();
        (launch.Runc is not null).ShouldBe(runc);
        (launch.Engine is not null).ShouldBe(!runc);
        return new OpenRequest(open.TerminalId, open.InstanceId, open.Columns, open.Rows, open.DetachedSeconds, launch);
    }

    private static async Task UntilSizeAsync(Viewer viewer, string size)
    {
        // The Engine applies a size some time after it was asked to, so the question is put again.
        for (int i = 0; i < 50 && !viewer.Text.Contains(size, StringComparison.Ordinal); i++)
        {
            await viewer.TypeAsync($"stty size; echo asked$(({i}))\n");
            await viewer.UntilTextAsync($"asked{i}");
        }

        viewer.Text.ShouldContain(size);
    }

    // The terminal's shell is the process of the container that knows this mark.
    private static async Task<int> FindShellAsync(Viewer viewer, TestContainer container)
    {
        await viewer.UntilTextAsync("# ");
        await viewer.TypeAsync("sleep 7654 & echo mark$((1))\n");
        await viewer.UntilTextAsync("mark1");
        int child = await FindProcessAsync(viewer, container, "sleep\07654");
        string stat = await File.ReadAllTextAsync($"/proc/{child}/stat", TestContext.Current.CancellationToken);
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
    }

    // A process that the shell put into the background may not have become the program yet when the shell goes on.
    private static async Task<int> FindProcessAsync(Viewer viewer, TestContainer container, string command)
    {
        int found = 0;
        await viewer.UntilAsync(() => (found = ProcessesOf(container).SingleOrDefault(p => CommandLine(p).StartsWith(command, StringComparison.Ordinal))) != 0, command);
        return found;
    }

    private static int EngineShell(TestContainer container) =>
        ProcessesOf(container).First(static p => CommandLine(p).StartsWith("/bin/bash\0-c", StringComparison.Ordinal));

    private static IEnumerable<int> ProcessesOf(TestContainer container) => Directory.EnumerateDirectories("/proc")
        .Select(static folder => int.TryParse(Path.GetFileName(folder), out int pid) ? pid : 0)
        .Where(pid => pid > 0 && Read($"/proc/{pid}/cgroup").Contains(container.Id, StringComparison.Ordinal));

    private static string CommandLine(int pid) => Read($"/proc/{pid}/cmdline");

    private static string[] Limits(int pid) => LimitLines().Matches(Read($"/proc/{pid}/status")).Select(static match => match.Value).ToArray();

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    [GeneratedRegex("^(Cap(Inh|Prm|Eff|Bnd|Amb)|NoNewPrivs|Seccomp|Uid|Gid):.*$", RegexOptions.Multiline)]
    private static partial Regex LimitLines();
}
