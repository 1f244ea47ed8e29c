using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Diagnosis;

public sealed class DoctorTests
{
    [Fact]
    [Trait("case", "P-38")]
    public async Task A_healthy_way_passes_with_the_schema()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        var report = (await home.RunAsync("doctor", "-o", "json")).ShouldExit(0).Json;
        report.GetProperty("schema_version").GetInt32().ShouldBe(1);
        report.GetProperty("duration_ms").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        report.GetProperty("downgrade_history").GetArrayLength().ShouldBe(0);
        var summary = report.GetProperty("summary");
        summary.GetProperty("fail").GetInt32().ShouldBe(0);
        summary.GetProperty("total").GetInt32().ShouldBe(report.GetProperty("checks").GetArrayLength());
        foreach (var check in report.GetProperty("checks").EnumerateArray())
        {
            check.EnumerateObject().Select(p => p.Name).ShouldBe(["domain", "name", "status", "code", "message", "next_action", "details", "fix_applied", "fix_failed", "duration_ms"]);
        }

        var reachable = report.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "server_reachable");
        reachable.GetProperty("details").GetProperty("engine").GetString().ShouldBe("single-process");
    }

    [Fact]
    [Trait("case", "P-38")]
    public async Task A_dead_server_fails_and_what_depends_on_it_is_skipped()
    {
        using var home = new CliHome();
        await using (var server = await StubServer.StartAsync())
        {
            await home.LoginAsync(server);
        }

        var report = (await home.RunAsync("doctor", "-o", "json")).ShouldExit(2).Json;
        Status(report, "server_reachable").ShouldBe("fail");
        Status(report, "token_valid").ShouldBe("skip");
        (await home.RunAsync("doctor", "ssh")).ShouldExit(0).Out.ShouldNotContain("network");
    }

    [Fact]
    public async Task Sockets_are_measured_to_the_server_and_each_machine_and_a_proxy_that_blocks_them_is_found()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        var report = (await home.RunAsync("doctor", "network", "-o", "json")).ShouldExit(0).Json;
        var details = report.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "sockets_pass").GetProperty("details");
        details.GetProperty("server").GetString().ShouldNotBeNull().ShouldEndWith(" ms");
        details.GetProperty("quay").GetString().ShouldNotBeNull().ShouldEndWith(" ms");
        server.Requests.ShouldContain("GET /ws/probe?node=node-1");

        server.BlocksSockets = true;
        (await home.RunAsync("doctor", "network")).ShouldExit(2).Out.ShouldContain("[websocket_blocked]");
    }

    [Fact]
    [Trait("case", "P-38")]
    public async Task A_readable_configuration_is_a_warning()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        File.SetUnixFileMode(home.ConfigFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var run = (await home.RunAsync("doctor", "auth")).ShouldExit(1);
        run.Out.ShouldContain("[config_not_private]");
    }

    [Fact]
    [Trait("case", "P-38")]
    public async Task What_can_be_mended_is_mended_on_request_and_checked_again()
    {
        await using var server = await StubServer.StartAsync();
        using var home = await new CliHome().LoginAsync(server);
        var open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        File.SetUnixFileMode(home.ConfigFile, open);
        var key = Path.Combine(Path.GetDirectoryName(home.ConfigFile)!, "id_ed25519");
        await File.WriteAllTextAsync(key, "private", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(key + ".pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ann@home", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(key, open);

        (await home.RunAsync("doctor", "network", "--fix")).ShouldExit(0);
        File.GetUnixFileMode(home.ConfigFile).ShouldBe(open);
        var report = (await home.RunAsync("doctor", "--fix", "-o", "json")).ShouldExit(0).Json;

        foreach (var name in (string[])["config_private", "managed_key", "key_registered"])
        {
            var check = report.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
            (check.GetProperty("status").GetString(), check.GetProperty("fix_applied").GetBoolean(), check.GetProperty("fix_failed").GetBoolean()).ShouldBe(("pass", true, false), name);
        }

        File.GetUnixFileMode(home.ConfigFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await home.RunAsync("doctor", "--fix")).ShouldExit(0).Out.ShouldNotContain("mended");
    }

    private static string? Status(System.Text.Json.JsonElement report, string name) =>
        report.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name).GetProperty("status").GetString();
}
