using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Host;
using Anchorage.NodeAgent.Tests.Terminals.Screen;

namespace Anchorage.NodeAgent.Tests.Terminals.Recordings;

/// <summary>Recordings of real terminals, played by the dashboard's terminal.</summary>
public sealed class TerminalRecordingTests(ScreenOracle oracle) : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Played_again_it_shows_at_each_moment_what_the_terminal_showed()
    {
        await using HostHarness host = await StartAsync();
        await host.OpenAsync("t1", "/bin/bash", "--norc", "--noprofile");
        await using Viewer typist = await host.AttachAsync("t1");
        await typist.TypeAsync("seq 1 100; printf '\\e[1;32mbefore\\e[0m'; echo $((40+2))mark\n");
        await typist.UntilTextAsync("42mark");

        // Begun in the middle: the first picture is the screen as it is.
        await host.RecordAsync("t1", "r1");
        JsonElement on = await typist.ControlAsync("recording");
        (on.GetProperty("on").GetBoolean(), on.GetProperty("id").GetString()).ShouldBe((true, "r1"));
        (await host.ReportAsync("t1"))!.Recording.ShouldBe("r1");
        await typist.TypeAsync("printf '\\e[?1049h\\e[2J\\e[5;5Hfull \\xe4\\xb8\\xad\\xf0\\x9f\\x98\\x80 \\xff screen'; echo $((1+1))x\n");
        await typist.UntilTextAsync("2x");
        await typist.SendAsync("""{"type":"resize","columns":100,"rows":30}""");
        await typist.ControlAsync("resized");
        await typist.TypeAsync("printf '\\e[?1049l'; seq 1 7; echo $((2+1))y\n");
        await typist.UntilTextAsync("3y");
        await typist.SendAsync("""{"type":"resize","columns":61,"rows":17}""");
        await typist.ControlAsync("resized", control => control.GetProperty("columns").GetInt32() == 61);
        await typist.TypeAsync("echo $((3+1))z\n");
        await typist.UntilTextAsync("4z");
        await typist.UntilTextAsync("4z\r\n");

        await using Viewer late = await host.AttachAsync("t1");
        (await late.ControlAsync("recording")).GetProperty("on").GetBoolean().ShouldBeTrue();
        await host.RecordAsync("t1", null);
        RecordingReport report = await host.UntilRecordedAsync(_folder.Path, "r1");
        (report.State, report.Reason, report.Columns, report.Rows, report.TerminalId).ShouldBe(("ended", "stopped", 80, 24, "t1"));
        await typist.ControlAsync("recording", control => !control.GetProperty("on").GetBoolean());
        (await host.ReportAsync("t1"))!.Recording.ShouldBeNull();

        Cast cast = Read("r1");
        report.Bytes.ShouldBe(new FileInfo(Path.Combine(_folder.Path, "r1.cast")).Length);
        cast.Events[0].Seconds.ShouldBeLessThan(1);
        cast.Events[0].Text.ShouldContain("before");
        cast.Events.Count(item => item.Kind == "r").ShouldBe(2);
        cast.Output.ShouldContain("\ufffd");
        await late.UntilTextAsync("4z");
        OracleScreen shown = await oracle.ShowAsync(61, 17, 1000, late.Snapshot);
        ScreenPicture.Blank((await cast.PlayAsync(oracle)).Picture()).ShouldBe(ScreenPicture.Blank(shown.Picture()));
    }

    [Theory]
    [InlineData("vim", 80, 24)]
    [InlineData("htop", 80, 24)]
    [InlineData("tmux", 80, 24)]
    [InlineData("less", 80, 24)]
    public async Task A_full_screen_program_that_was_already_running_is_shown_right(string name, int columns, int rows)
    {
        await using HostHarness host = await StartAsync();
        string file = Path.Combine(AppContext.BaseDirectory, "Terminals", "Screen", "Recordings", name + ".vt");
        long half = new FileInfo(file).Length / 2;
        await host.OpenAsync("t1", "/bin/bash", "-c", $"stty raw -echo; head -c {half} '{file}'; read -r go; tail -c +{half + 1} '{file}'; cat");
        await using Viewer typist = await host.AttachAsync("t1");
        await typist.UntilAsync(() => typist.Position == half, "the first half");
        await host.RecordAsync("t1", "r1");
        await typist.TypeAsync("go\n");
        await typist.UntilAsync(() => typist.Position == new FileInfo(file).Length, "the rest");
        await host.RecordAsync("t1", null);
        await host.UntilRecordedAsync(_folder.Path, "r1");
        await using Viewer late = await host.AttachAsync("t1");
        await late.UntilAsync(() => late.Complete, "the snapshot");
        OracleScreen shown = await oracle.ShowAsync(columns, rows, 1000, (byte[])[.. late.Snapshot, .. late.Output]);
        ScreenPicture.Blank((await Read("r1").PlayAsync(oracle)).Picture()).ShouldBe(ScreenPicture.Blank(shown.Picture()));
    }

    [Fact]
    public async Task What_is_typed_is_in_no_recording()
    {
        await using HostHarness host = await StartAsync();
        await host.OpenAsync(HostHarness.Request("t1", HostHarness.Shell("/bin/bash", "-c", "stty -echo; echo ask; read -r secret; echo taken ${#secret}")) with { RecordingId = "r1" });
        await using Viewer typist = await host.AttachAsync("t1");
        await typist.UntilTextAsync("ask");
        await typist.TypeAsync("correct-horse\n");
        await typist.UntilTextAsync("taken 13");
        RecordingReport report = await host.UntilRecordedAsync(_folder.Path, "r1");
        report.Reason.ShouldBe("exited");
        string cast = File.ReadAllText(Path.Combine(_folder.Path, "r1.cast"));
        cast.ShouldContain("taken 13");
        cast.ShouldNotContain("horse");
        File.GetUnixFileMode(Path.Combine(_folder.Path, "r1.cast")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_recording_that_is_full_ends_and_the_terminal_goes_on()
    {
        await using HostHarness host = await StartAsync(new TerminalHostOptions { RecordingBytes = 400_000, RecordingsBytes = 420_000 });
        await host.OpenAsync("t1", "/bin/bash", "-c", "stty -echo; read -r go; seq 1 200000; echo over; cat");
        await using Viewer typist = await host.AttachAsync("t1");
        await host.RecordAsync("t1", "r1");
        await typist.TypeAsync("go\n");
        await typist.UntilTextAsync("over");
        (await host.UntilRecordedAsync(_folder.Path, "r1")).Reason.ShouldBe("size_limit");
        await typist.ControlAsync("recording", control => !control.GetProperty("on").GetBoolean());
        Read("r1").Output.ShouldContain("\r\n100\r\n");
        await typist.TypeAsync("still here\n");
        await typist.UntilTextAsync("still here");

        // What is left for the next one is little; after that none begins.
        await host.RecordAsync("t1", "r2");
        for (int i = 0; i < 100; i++)
        {
            await typist.TypeAsync(new string('x', 1000) + "\n");
        }

        (await host.UntilRecordedAsync(_folder.Path, "r2")).Reason.ShouldBe("node_limit");
        File.WriteAllBytes(Path.Combine(_folder.Path, "r9.cast"), new byte[420_000]);
        (await Should.ThrowAsync<ShellStartException>(() => host.RecordAsync("t1", "r3"))).Code.ShouldBe("recording_limit");
        File.Exists(Path.Combine(_folder.Path, "r3.cast")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_refused_and_the_terminal_opens_all_the_same()
    {
        await using HostHarness host = await StartAsync();
        (await Should.ThrowAsync<ShellStartException>(() => host.RecordAsync("none", "r1"))).Code.ShouldBe("terminal_not_found");
        await host.OpenAsync("t1", "/bin/cat");
        foreach (string id in (string[])["../r", "R1", "", new string('a', 41)])
        {
            (await Should.ThrowAsync<ShellStartException>(() => host.RecordAsync("t1", id))).Code.ShouldBe("invalid_request");
        }

        await host.RecordAsync("t1", "r1");
        await host.RecordAsync("t1", "r1");
        (await host.OpenAsync(HostHarness.Request("t2", HostHarness.Shell("/bin/cat")) with { RecordingId = "r1" })).Recording.ShouldBeNull();

        await using HostHarness without = await HostHarness.StartAsync();
        await without.OpenAsync("t1", "/bin/cat");
        (await Should.ThrowAsync<ShellStartException>(() => without.RecordAsync("t1", "r1"))).Code.ShouldBe("recording_failed");
    }

    public void Dispose() => _folder.Dispose();

    private Task<HostHarness> StartAsync(TerminalHostOptions? options = null) =>
        HostHarness.StartAsync((options ?? new TerminalHostOptions()) with { RecordingsFolder = _folder.Path });

    private Cast Read(string id) => Cast.Read(Path.Combine(_folder.Path, id + ".cast"));
}
