using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Recordings;

public sealed class RecordingTests
{
    [Fact]
    public async Task A_recording_is_started_stopped_and_listed()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("recordings", "start", "build server")).ShouldExit(0).Out.ShouldBe("r1" + Environment.NewLine);
        server.Bodies["PUT /api/terminals/term1/recording"]!["on"]!.GetValue<bool>().ShouldBeTrue();
        (await home.RunAsync("recordings", "stop", "term1")).ShouldExit(0).Out.ShouldBeEmpty();
        server.Bodies["PUT /api/terminals/term1/recording"]!["on"]!.GetValue<bool>().ShouldBeFalse();
        var list = (await home.RunAsync("recordings", "ls", "--instance", "web")).ShouldExit(0).Out;
        list.ShouldContain("ended (stopped)");
        list.ShouldContain("2048");
    }

    [Fact]
    public async Task A_recording_is_downloaded_whole_or_not_at_all()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        var file = Path.Combine(home.Path, "demo.cast");
        (await home.RunAsync("recordings", "get", "r1", file)).ShouldExit(0);
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldStartWith("{\"version\":2");
        (await home.RunAsync("recordings", "get", "r1", "-")).ShouldExit(0).Error.ShouldBeEmpty();
        (await home.RunAsync("recordings", "get", "r2", file + "2")).Error.ShouldContain("[recording_not_found]");
        File.Exists(file + "2").ShouldBeFalse();
        server.Next("GET /api/recordings/r1/cast", async c =>
        {
            await c.Response.Body.WriteAsync("half"u8.ToArray());
            await c.Response.Body.FlushAsync();
            c.Abort();
        });
        (await home.RunAsync("recordings", "get", "r1", file + "3")).ShouldExit(2);
        Directory.GetFiles(home.Path, "demo.cast*").ShouldBe([file]);
    }

    [Fact]
    public async Task A_recording_is_deleted_after_a_question()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("recordings", "rm", "r1", "--yes")).ShouldExit(0);
        server.Requests.ShouldContain("DELETE /api/recordings/r1");
        (await home.RunAsync("recordings", "rm", "-x")).ExitCode.ShouldNotBe(0);
    }
}
