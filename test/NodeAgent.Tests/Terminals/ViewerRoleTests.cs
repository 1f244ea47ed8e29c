using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed class ViewerRoleTests
{
    [Fact]
    public async Task A_watcher_sees_everything_and_changes_nothing()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1");
        await using Viewer typist = await host.AttachAsync("t1");
        await using Viewer watcher = await host.AttachAsync("t1", "watch", user: "u2");
        JsonElement list = await watcher.ControlAsync("viewers", c => c.GetProperty("viewers").GetArrayLength() == 2);
        list.GetProperty("viewers")[1].GetProperty("role").GetString().ShouldBe("watch");
        list.GetProperty("viewers")[1].GetProperty("userId").GetString().ShouldBe("u2");

        await watcher.TypeAsync("echo bad$((1))\n");
        (await watcher.ControlAsync("error")).GetProperty("code").GetString().ShouldBe("terminal_read_only");
        await watcher.SendAsync("""{"type":"resize","columns":10,"rows":10}""");
        await watcher.SendAsync("""{"type":"ping"}""");
        await watcher.ControlAsync("pong");

        await typist.TypeAsync("echo good$((1)); stty size\n");
        await watcher.UntilTextAsync("good1");
        await watcher.UntilTextAsync("24 80");
        watcher.Text.ShouldNotContain("bad");
        (await host.ReportAsync("t1"))!.InputOffset.ShouldBe(27);
    }

    [Theory]
    [InlineData("""{"type":"resize","columns":0,"rows":0}""", 80, 24)]
    [InlineData("""{"type":"resize","columns":-5,"rows":10}""", 80, 24)]
    [InlineData("""{"type":"resize"}""", 80, 24)]
    [InlineData("""{"type":"resize","columns":100000,"rows":100000}""", 1000, 1000)]
    [InlineData("""{"type":"resize","columns":1,"rows":1}""", 1, 1)]
    public async Task Sizes_are_refused_below_one_and_clamped_above_a_thousand(string message, int columns, int rows)
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/sh", "-c", "stty -echo; echo ready; read -r go; stty size; sleep 1000");
        await using Viewer viewer = await host.AttachAsync("t1");
        await viewer.UntilTextAsync("ready");
        await viewer.SendAsync(message);
        await viewer.UntilAsync(() => viewer.Controls.Any(c => c.GetProperty("type").GetString() is "error" or "resized"), "an answer");
        await viewer.TypeAsync("go\n");
        await viewer.UntilTextAsync($"{rows} {columns}");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("""{"type":"resize","columns":"x"}""")]
    public async Task A_control_frame_that_is_no_json_object_ends_the_connection_and_is_never_typed(string text)
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1");
        await using Viewer viewer = await host.AttachAsync("t1");
        await viewer.SendAsync(text);
        await viewer.UntilClosedAsync();
        (await host.ReportAsync("t1"))!.InputOffset.ShouldBe(0);
    }

    [Fact]
    public async Task Unknown_controls_are_ignored_and_short_data_frames_end_the_connection()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1");
        await using Viewer viewer = await host.AttachAsync("t1");
        await viewer.SendAsync("""{"type":"from the future","x":1}""");
        await viewer.SendAsync("""{"type":"ping"}""");
        await viewer.ControlAsync("pong");
        await viewer.SendRawAsync([1, 2, 3]);
        await viewer.UntilClosedAsync();
    }

    [Fact]
    public async Task A_wrong_role_and_an_unknown_terminal_are_refused_with_codes()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1");
        (await Should.ThrowAsync<LinkRequestException>(() => host.AttachAsync("t1", "admin"))).Code.ShouldBe("invalid_request");
        (await Should.ThrowAsync<LinkRequestException>(() => host.AttachAsync("t2"))).Code.ShouldBe("terminal_not_found");
    }

    [Fact]
    public async Task Random_frames_never_harm_the_host()
    {
        await using HostHarness host = await HostHarness.StartAsync();
        await host.OpenAsync("t1", "/bin/sh", "-c", "stty raw -echo; exec cat >/dev/null");
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            await using Viewer viewer = seed % 3 == 2 ? await host.PreviewAsync("t1") : await host.AttachAsync("t1", seed % 3 == 0 ? "type" : "watch");
            byte[] bytes = new byte[random.Next(0, 300)];
            random.NextBytes(bytes);
            await viewer.SendRawAsync(bytes);
        }

        var attach = new AttachTerminal("t1", "v", "u", "n", "type", null);
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            FrameSocket socket = (await FrameSocket.ConnectAsync(host.SocketPath, (seed % 3) switch
            {
                0 => Handshake.Viewer(attach),
                1 => Handshake.Reader(new ReadScreen("t1", seed)),
                _ => Handshake.Control,
            }, HostHarness.Deadline)).ShouldNotBeNull();
            byte[] bytes = new byte[random.Next(0, 300)];
            random.NextBytes(bytes);
            await socket.WriteAsync(bytes, text: true, HostHarness.Deadline);
            socket.Dispose();
        }

        await using Viewer last = await host.AttachAsync("t1");
        await last.SendAsync("""{"type":"ping"}""");
        await last.ControlAsync("pong");
    }
}
