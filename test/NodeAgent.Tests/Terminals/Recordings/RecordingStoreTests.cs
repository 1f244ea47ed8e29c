using System.Text;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Recordings;

namespace Anchorage.NodeAgent.Tests.Terminals.Recordings;

/// <summary>Recordings with a terminal host that is a process: they outlive the agent, and what a killed host left can be read.</summary>
public sealed class RecordingStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_recording_goes_on_while_the_agent_is_replaced()
    {
        await using (var first = new AgentSide(_folder.Path))
        {
            await first.OpenAsync("t1", "/bin/bash", "-c", "stty -echo; echo one; read -r go; echo two; read -r go; echo three; cat");
            (await first.Client.RecordAsync("t1", "r1", HostHarness.Deadline)).Recording.ShouldBe("r1");
            await first.Client.DisposeAsync();

            await using var second = new AgentSide(_folder.Path);
            await second.Client.StartAsync(HostHarness.Deadline);
            RecordingReport running = (await second.Store.ListAsync(HostHarness.Deadline)).ShouldHaveSingleItem();
            (running.RecordingId, running.State, running.EndedAt).ShouldBe(("r1", "running", null));
            await using Viewer typist = await second.AttachAsync("t1");
            await typist.TypeAsync("go\n");
            await typist.UntilTextAsync("two");
            await second.Client.RecordAsync("t1", null, HostHarness.Deadline);
            RecordingReport ended = await second.UntilEndedAsync("r1");
            (ended.Reason, ended.TerminalId, ended.InstanceId).ShouldBe(("stopped", "t1", "i1"));
            ended.Seconds.ShouldBeGreaterThan(0);
            string text = Cast.Parse(await ReadAsync(second, "r1")).Output;
            text.ShouldContain("two");
            text.ShouldNotContain("three");

            await second.Store.DeleteAsync("r1", HostHarness.Deadline);
            (await second.Store.ListAsync(HostHarness.Deadline)).ShouldBeEmpty();
            Should.Throw<LinkRequestException>(() => second.Store.Open("r1")).Code.ShouldBe("recording_not_found");
            Should.Throw<LinkRequestException>(() => second.Store.Open("../host")).Code.ShouldBe("recording_not_found");
            await second.Store.DeleteAsync("r1", HostHarness.Deadline);
        }
    }

    [Fact]
    public async Task A_host_that_is_killed_leaves_a_recording_that_can_be_read()
    {
        await using var agent = new AgentSide(_folder.Path);
        await agent.OpenAsync("t1", "/bin/bash", "-c", "echo before; cat");
        await agent.Client.RecordAsync("t1", "r1", HostHarness.Deadline);
        await UntilAsync(async () => Encoding.UTF8.GetString(await ReadAsync(agent, "r1")).Contains("before", StringComparison.Ordinal));
        await AgentSide.KillHostAsync(_folder.Path, "KILL");
        await File.AppendAllTextAsync(Path.Combine(agent.Options.RecordingsFolder, "r1.cast"), "[9.5,\"o\",\"half a li");
        RecordingReport report = default!;
        await UntilAsync(async () => (report = (await agent.Store.ListAsync(HostHarness.Deadline)).Single()).State == "ended");
        report.Reason.ShouldBe("host_lost");
        Cast.Parse(await ReadAsync(agent, "r1")).Output.ShouldNotContain("half");
    }

    [Fact]
    public async Task A_host_that_is_ended_in_order_writes_everything()
    {
        await using var agent = new AgentSide(_folder.Path);
        await agent.OpenAsync("t1", "/bin/bash", "-c", "seq 1 50000; echo end; cat");
        await agent.Client.RecordAsync("t1", "r1", HostHarness.Deadline);
        await using (Viewer viewer = await agent.AttachAsync("t1"))
        {
            await viewer.UntilTextAsync("end");
        }

        await AgentSide.KillHostAsync(_folder.Path, "TERM");
        RecordingReport report = default!;
        await UntilAsync(async () => (report = (await agent.Store.ListAsync(HostHarness.Deadline)).Single()).State == "ended");
        (report.State, report.Reason).ShouldBe(("ended", "host_lost"));
        report.Bytes.ShouldBe((await ReadAsync(agent, "r1")).Length);
        Cast.Parse(await ReadAsync(agent, "r1")).Output.ShouldEndWith("end\r\n");
    }

    [Fact]
    public async Task One_that_runs_is_ended_before_it_is_deleted()
    {
        await using var agent = new AgentSide(_folder.Path);
        await agent.OpenAsync("t1", "/bin/cat");
        await agent.Client.RecordAsync("t1", "r1", HostHarness.Deadline);
        await agent.Store.DeleteAsync("r1", HostHarness.Deadline);
        Directory.GetFiles(agent.Options.RecordingsFolder).ShouldBeEmpty();
        (await agent.Client.ListAsync(HostHarness.Deadline)).Single().Recording.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("no end", "")]
    [InlineData("a\nb\nc", "a\nb\n")]
    [InlineData("a\n", "a\n")]
    public async Task Only_whole_lines_are_read(string file, string expected) => (await CopyAsync(Encoding.UTF8.GetBytes(file))).ShouldBe(expected);

    [Fact]
    public async Task Lines_longer_than_a_piece_are_read_whole()
    {
        string longLine = new('x', 200_000);
        (await CopyAsync(Encoding.UTF8.GetBytes($"a\n{longLine}\nb\n{longLine}"))).ShouldBe($"a\n{longLine}\nb\n");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> CopyAsync(byte[] file)
    {
        using var copy = new MemoryStream();
        await RecordingStreamHandler.CopyLinesAsync(
            new MemoryStream(file),
            async (piece, token) =>
            {
                piece.Length.ShouldBeLessThanOrEqualTo(64 * 1024);
                await copy.WriteAsync(piece, token);
            },
            HostHarness.Deadline);
        return Encoding.UTF8.GetString(copy.ToArray());
    }

    private static async Task<byte[]> ReadAsync(AgentSide agent, string id)
    {
        using var copy = new MemoryStream();
        await using FileStream file = agent.Store.Open(id);
        await RecordingStreamHandler.CopyLinesAsync(file, (piece, token) => copy.WriteAsync(piece, token), HostHarness.Deadline);
        return copy.ToArray();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        CancellationToken deadline = HostHarness.Deadline;
        while (true)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (LinkRequestException error) when (error.Code == "terminal_host_unavailable")
            {
                // The host was just killed.
            }

            await Task.Delay(10, deadline);
        }
    }
}
