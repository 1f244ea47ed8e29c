using System.Net.WebSockets;
using System.Text.Json;
using Anchorage.Api.Tests.Gateway;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Nodes;

namespace Anchorage.Api.Tests.Terminals;

/// <summary>Clients that break the rules of the socket harm nobody but themselves.</summary>
public sealed class HostileViewerTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private TestNode _node = null!;
    private Person _owner = null!;
    private string _terminal = null!;
    private TerminalWindow _honest = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(settings: [("Anchorage:Terminals:SocketsPerMinute", "60")]);
        _node = await TestNode.StartAsync(_server, realTerminals: true);
        _owner = await _server.NewPersonAsync();
        string instance = await _owner.NewInstanceAsync();
        _terminal = (await _owner.PostAsync("/api/terminals", new { instanceId = instance })).ShouldBe(201)["terminal.id"];
        _honest = await TerminalWindow.AttachAsync(_owner, _terminal);
        await _honest.ShowsAsync("prompt$ ");
    }

    public async ValueTask DisposeAsync()
    {
        await _honest.DisposeAsync();
        await _node.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_thousand_attaches_with_a_used_ticket_are_all_refused()
    {
        string url = (await _owner.PostAsync($"/api/terminals/{_terminal}/ticket", new { role = "type" })).ShouldBe(200)["url"];
        (ClientWebSocket? used, int first) = await _owner.UpgradeAsync(url);
        first.ShouldBe(101);
        used!.Dispose();

        List<int> seen = [];
        for (int i = 0; i < 1000; i++)
        {
            (ClientWebSocket? socket, int status) = await _owner.UpgradeAsync(url);
            socket.ShouldBeNull();
            seen.Add(status);
        }

        seen.Distinct().Order().ShouldBe([401, 429]);
        seen.Count(s => s == 429).ShouldBeGreaterThan(300, "most are not even looked at");
        await StillWorksAsync();
        await Wait.UntilAsync(async () => (await _owner.GetAsync($"/api/terminals/{_terminal}")).Json.GetProperty("viewers").GetArrayLength() == 1, "only the honest viewer");
    }

    [Theory]
    [InlineData(99_000_000)]
    [InlineData(long.MaxValue)]
    public async Task Resuming_from_the_future_is_told_and_shows_the_screen(long offset)
    {
        await using TerminalWindow window = await TerminalWindow.AttachAsync(_owner, _terminal, resume: offset);

        (await window.ControlAsync("attached")).GetProperty("offset").GetInt64().ShouldBe(offset);
        JsonElement gap = await window.ControlAsync("gap");
        gap.GetProperty("from").GetInt64().ShouldBe(offset);
        gap.GetProperty("to").GetInt64().ShouldBeLessThan(offset);
        await window.ControlAsync("snapshot");
        await window.ShowsAsync("prompt$");
        await window.TypeAsync("echo again-$((1))\n");
        await window.ShowsAsync("again-1");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("9223372036854775808")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("%00")]
    public async Task An_offset_that_is_none_is_refused_before_the_upgrade(string offset)
    {
        string url = (await _owner.PostAsync($"/api/terminals/{_terminal}/ticket", new { role = "type" })).ShouldBe(200)["url"];

        (await _owner.UpgradeAsync($"{url}&resume={offset}")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Impossible_sizes_are_refused_or_taken_as_the_largest()
    {
        await _honest.SendAsync("""{"type":"resize","columns":0,"rows":0}""");
        (await _honest.ControlAsync("error")).GetProperty("code").GetString().ShouldBe("invalid_request");
        await _honest.TypeAsync("stty size\n");
        await _honest.ShowsAsync("24 80");
        await _honest.SendAsync("""{"type":"resize","columns":100000,"rows":100000}""");
        await _honest.ControlAsync("resized", c => c.GetProperty("columns").GetInt32() == 1000 && c.GetProperty("rows").GetInt32() == 1000);
        await _honest.TypeAsync("stty size\n");
        await _honest.ShowsAsync("1000 1000");
        (await _owner.PostAsync("/api/terminals", new { instanceId = "x", columns = 0 })).Status.ShouldBeInRange(400, 404);
    }

    public static TheoryData<string, string, byte[]> Frames() => new()
    {
        { "text where binary belongs", "text", "echo typed-$((1))\n"u8.ToArray() },
        { "JSON that is no object", "text", "[1,2,3]"u8.ToArray() },
        { "half of a JSON object", "text", "{\"type\":\"ack\",\"output\":"u8.ToArray() },
        { "a number where a text belongs", "text", "{\"type\":7}"u8.ToArray() },
        { "an offset that is a text", "text", "{\"type\":\"ack\",\"output\":\"all\"}"u8.ToArray() },
        { "data shorter than its offset", "binary", [1, 2, 3] },
        { "data longer than a frame may be", "binary", new byte[65_536 + 9] },
        { "a megabyte of data", "binary", new byte[1024 * 1024] },
        { "a megabyte of text", "text", [.. "{\"type\":\""u8, .. Enumerable.Repeat((byte)'x', 1024 * 1024), .. "\"}"u8] },
        { "a negative offset", "binary", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, .. "typed\n"u8] },
        { "an offset far ahead", "binary", [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, .. "typed\n"u8] },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task A_frame_that_breaks_the_rules_ends_its_own_connection_and_is_never_typed(string what, string type, byte[] frame)
    {
        await using TerminalWindow bad = await TerminalWindow.AttachAsync(_owner, _terminal);
        try
        {
            await bad.SendAsync(frame, type == "text" ? WebSocketMessageType.Text : WebSocketMessageType.Binary);
        }
        catch (WebSocketException)
        {
            // Cut while it was still sending.
        }

        if (what != "a negative offset")
        {
            await bad.Ended.WaitAsync(Wait.Long);
        }

        await StillWorksAsync();
        _honest.Text.ShouldNotContain("typed-1");
        _server.Log.Errors.ShouldBeEmpty();
    }

    private async Task StillWorksAsync()
    {
        await _honest.TypeAsync("echo fine-$((1))\n");
        await _honest.ShowsAsync("fine-1");
        _honest.CloseCode.ShouldBeNull();
    }
}
